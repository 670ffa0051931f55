import postcss from 'postcss';
import { expect, test } from 'vitest';
import { addStandIn } from './stand-in-font.ts';

function sourceOf(src: string): string {
  const sheet = postcss.parse(`@font-face { font-family: t; src: ${src}; }`);
  sheet.walkAtRules('font-face', addStandIn);
  let value = '';
  sheet.walkDecls('src', (source) => {
    value = source.value;
  });
  return value;
}

test('a font from the network is followed by one that is always there', () => {
  const remote = "url(https://a.example/t.eot),url('https://a.example/t.woff') format('woff')";
  expect(sourceOf(remote)).toMatch(
    /t\.woff'\) format\('woff'\),url\(data:font\/ttf;base64,[A-Za-z0-9+/]+=*\) format\('truetype'\)$/,
  );
});

test('a font that the mini-program brings is left alone', () => {
  for (const own of ['url(/fonts/t.woff)', 'url(data:font/woff;base64,AA==)', 'local(t)']) {
    expect(sourceOf(own)).toBe(own);
  }
});
