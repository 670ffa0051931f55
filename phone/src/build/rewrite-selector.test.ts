import { expect, test } from 'vitest';
import { convertUnits } from './compile-wxss.ts';
import { rewriteSelector } from './rewrite-selector.ts';

test('tags of built-in components get their element’s name, others stay', () => {
  expect(rewriteSelector('view > t-cell text', {})).toBe('wx-view > t-cell wx-text');
});

test('an isolated component’s classes are prefixed, and :host is its own host', () => {
  expect(rewriteSelector(':host .a:not(.b)', { prefix: 'c1' })).toBe(
    '[wx-host="c1"] .c1--a:not(.c1--b)',
  );
});

test('page rules are confined to their page without gaining weight', () => {
  expect(rewriteSelector('.a, page', { route: 'pages/a/a' })).toBe(
    ':where([data-route="pages/a/a"]) .a, page:where([data-route="pages/a/a"])',
  );
});

test('an id keeps the weight of an id', () => {
  expect(rewriteSelector('#a', {})).toBe(':is([data-wx-id="a"],#_)');
});

test.each([
  ['10rpx auto', 'calc(10 * 100vw / 750) auto'],
  ['-.5rpx', 'calc(-.5 * 100vw / 750)'],
  ['0rpx', '0'],
  ['50vh', 'calc(50 * var(--page-vh, 1vh))'],
  ['env(safe-area-inset-bottom)', 'var(--safe-area-inset-bottom)'],
  [
    'calc(1rpx + env( safe-area-inset-top))',
    'calc(calc(1 * 100vw / 750) + var(--safe-area-inset-top))',
  ],
])('%s becomes %s', (written, compiled) => {
  expect(convertUnits(written)).toBe(compiled);
});
