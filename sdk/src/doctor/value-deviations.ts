import type { Advice } from '../core/errors/wechatpay-error.ts';
import type { Deviation } from './deviation.ts';
import { type Cause, signatureCause } from './diagnosis.ts';
import { withLine } from './draft.ts';

/** Changes the value of one line. */
export function valueDeviation(
  line: number,
  frequency: Deviation['frequency'],
  cause: Cause,
  change: (value: string) => string | undefined,
): Deviation {
  return {
    causes: [cause],
    part: `value-${line}`,
    stage: 0,
    frequency,
    line,
    apply: (draft) => withLine(draft, line, change),
  };
}

/** What goes wrong with any value: another one, none, another case, an encoding too many. */
export function commonValueDeviations(
  line: number,
  name: string,
  candidates: readonly string[],
): Deviation[] {
  const same: Advice = {
    zh: `签名和传参使用同一个 ${name}，原样不改。`,
    en: `Use the same ${name} for signing and for sending, unchanged.`,
  };
  const value = (
    code: string,
    zh: string,
    en: string,
    change: (value: string) => string | undefined,
    frequency: Deviation['frequency'] = 'seldom',
  ) => valueDeviation(line, frequency, signatureCause(code, { zh, en }, same), change);
  const text = (word: string) =>
    value(
      'value-missing',
      `签名时 ${name} 是 ${JSON.stringify(word)}：变量没有值。`,
      `${name} was signed as ${JSON.stringify(word)}: the variable had no value.`,
      () => word,
    );
  return [
    ...candidates.map((other) =>
      value(
        'value-differs',
        `签名用的 ${name} 是 ${other}，与传出的不同。`,
        `${name} was signed as ${other}, not as it was sent.`,
        () => other,
        'usual',
      ),
    ),
    value(
      'value-untrimmed',
      `传出的 ${name} 首尾有空白或引号，签名时没有。`,
      `${name} was sent with white space or quotes around it, but signed without.`,
      (v) => v.replace(/^[\s"']+|[\s"']+$/g, ''),
    ),
    value(
      'value-case-changed',
      `签名时 ${name} 被转成了小写。`,
      `${name} was signed in lower case.`,
      (v) => v.toLowerCase(),
    ),
    value(
      'value-case-changed',
      `签名时 ${name} 被转成了大写。`,
      `${name} was signed in upper case.`,
      (v) => v.toUpperCase(),
    ),
    ...['', 'undefined', 'null'].map(text),
    value(
      'value-percent-encoded',
      `签名时 ${name} 被做了 URL 编码。`,
      `${name} was signed percent-encoded.`,
      (v) => encodeURIComponent(v),
    ),
    value(
      'value-percent-decoded',
      `签名时 ${name} 被做了 URL 解码。`,
      `${name} was signed percent-decoded.`,
      percentDecoded,
    ),
    value(
      'value-named',
      `签名时 ${name} 这一行写成了「${name}=值」。`,
      `The line of ${name} was signed as “${name}=value”.`,
      (v) => `${name}=${v}`,
    ),
    value(
      'value-named',
      `签名时 ${name} 这一行写成了「${name}: 值」。`,
      `The line of ${name} was signed as “${name}: value”.`,
      (v) => `${name}: ${v}`,
    ),
  ];
}

/** Decodes percent-encoding; undefined when it is malformed. */
export function percentDecoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
