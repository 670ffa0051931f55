import { expect, test } from 'vitest';
import { compareTexts } from './compare-texts.ts';
import { describeDiagnosis } from './describe-diagnosis.ts';
import { type Diagnosis, signatureCause } from './diagnosis.ts';
import { showText } from './show-text.ts';

const advice = (en: string) => ({ zh: `${en}（中）`, en });
function diagnosis(signed: string | undefined, expected: string): Diagnosis {
  const text = signed === undefined ? undefined : Buffer.from(signed);
  return {
    verdict: signed === expected ? 'valid' : signed === undefined ? 'unknown' : 'explained',
    causes:
      text === undefined || signed === expected
        ? []
        : [signatureCause('c', advice('It is so.'), advice('Mend it.'))],
    excluded: text === undefined ? [advice('It is not this.')] : [],
    expected: Buffer.from(expected),
    signed: text,
    difference: text && compareTexts(text, Buffer.from(expected)),
    made: undefined,
    tried: 1,
  };
}

test('cause, remedy, both texts and the first differing byte are shown', () => {
  const text = describeDiagnosis(diagnosis('wx1\n1554208460000\n', 'wx1\n1554208460\n'), 'en');
  expect(text).toBe(
    [
      'It is so.',
      '  Remedy: Mend it.',
      '',
      'The text that was signed (18 bytes, ↵ is a line feed):',
      '  wx1↵',
      '  1554208460000↵',
      '            ▲',
      '',
      'The text it is checked against (15 bytes, ↵ is a line feed):',
      '  wx1↵',
      '  1554208460↵',
      '            ▲',
      '',
      'First difference: line 2, byte 11: 0 (0x30) was signed, LF (0x0a) is checked.',
    ].join('\n'),
  );
});

test('the end of a text is marked behind its last byte', () => {
  const text = describeDiagnosis(diagnosis('a\nb', 'a\nb\n'), 'zh');
  expect(text).toContain('签的是 结束，验签用的是 LF (0x0a)');
  expect(text).toContain('  b\n   ▲');
});

test('a valid signature and an unknown one are said plainly', () => {
  expect(describeDiagnosis(diagnosis('a\n', 'a\n'), 'zh')).toBe('签名有效，没有发现问题。');
  expect(describeDiagnosis(diagnosis(undefined, 'a\n'), 'en')).toContain('It is not this.');
});

test('what cannot be seen is made visible, and Chinese keeps the mark in its place', () => {
  expect(showText(Buffer.from('\ufeffa \t\r\n'))).toEqual(['  <BOM>a ␉␍↵']);
  expect(showText(Buffer.from('a  \n'))).toEqual(['  a··↵']);
  expect(showText(Buffer.from([0xff, 0x00, 0x0a]))).toEqual(['  \\xff\\x00↵']);
  expect(showText(Buffer.from('中文x\n'), 6)).toEqual(['  中文x↵', '      ▲']);
  expect(showText(Buffer.from(''), 0)).toEqual(['  ', '  ▲']);
});

test('a long line is cut around the mark and keeps its end', () => {
  const [line = '', mark = ''] = showText(
    Buffer.from(`${'a'.repeat(500)}X${'b'.repeat(500)}\n`),
    500,
  );
  expect(line).toMatch(/^ {2}…a{60}Xb{119}…↵$/);
  expect(line[mark.indexOf('▲')]).toBe('X');
});
