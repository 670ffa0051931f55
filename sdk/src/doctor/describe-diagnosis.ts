import type { Diagnosis } from './diagnosis.ts';
import { showText } from './show-text.ts';

/**
 * Writes a diagnosis for people: the cause in a sentence, the remedy, the text that was signed and the text it
 * is checked against with the first differing byte marked. Holds no secret, but the texts themselves.
 */
export function describeDiagnosis(diagnosis: Diagnosis, language: 'zh' | 'en'): string {
  const { verdict, causes, excluded, signed, expected, difference } = diagnosis;
  const words = vocabulary[language];
  const lines: string[] = [];
  if (verdict === 'valid') lines.push(words.valid);
  for (const cause of causes) {
    lines.push(cause.sentence[language], `  ${words.remedy}${cause.remedy[language]}`);
  }
  for (const sentence of excluded) lines.push(sentence[language]);
  if (signed !== undefined && difference !== undefined) {
    const { offset, line, column } = difference;
    lines.push('', words.signed(signed.length), ...showText(signed, offset));
    lines.push('', words.expected(expected.length), ...showText(expected, offset));
    lines.push(
      '',
      words.difference(line, column, showByte(difference.signed), showByte(difference.expected)),
    );
  } else if (verdict !== 'valid') {
    lines.push('', words.expected(expected.length), ...showText(expected));
  }
  return lines.join('\n');
}

function showByte(byte: number | undefined): string | undefined {
  if (byte === undefined) return undefined;
  const hex = `0x${byte.toString(16).padStart(2, '0')}`;
  if (byte === 0x0a) return `LF (${hex})`;
  if (byte === 0x0d) return `CR (${hex})`;
  return byte > 0x20 && byte < 0x7f ? `${String.fromCharCode(byte)} (${hex})` : hex;
}

interface Words {
  readonly valid: string;
  readonly remedy: string;
  signed(bytes: number): string;
  expected(bytes: number): string;
  difference(
    line: number,
    column: number,
    signed: string | undefined,
    expected: string | undefined,
  ): string;
}

const vocabulary: Readonly<Record<'zh' | 'en', Words>> = {
  zh: {
    valid: '签名有效，没有发现问题。',
    remedy: '修复：',
    signed: (bytes) => `实际签名的原文（${bytes} 字节，↵ 是换行符）：`,
    expected: (bytes) => `验签所用的原文（${bytes} 字节，↵ 是换行符）：`,
    difference: (line, column, signed = '结束', expected = '结束') =>
      `第一处不同：第 ${line} 行第 ${column} 字节，签的是 ${signed}，验签用的是 ${expected}。`,
  },
  en: {
    valid: 'The signature is valid; nothing wrong was found.',
    remedy: 'Remedy: ',
    signed: (bytes) => `The text that was signed (${bytes} bytes, ↵ is a line feed):`,
    expected: (bytes) => `The text it is checked against (${bytes} bytes, ↵ is a line feed):`,
    difference: (line, column, signed = 'the end', expected = 'the end') =>
      `First difference: line ${line}, byte ${column}: ${signed} was signed, ${expected} is checked.`,
  },
};
