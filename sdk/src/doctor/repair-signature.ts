import { decodeBase64 } from '../core/decode-base64.ts';
import { type Cause, signatureCause } from './diagnosis.ts';

/** A signature as it may have been before something changed its text. */
export interface RepairedSignature {
  readonly bytes: Buffer;
  /** Empty when nothing had to be repaired. */
  readonly causes: readonly Cause[];
}

/**
 * Undoes what transports do to base64. Each repair gives other bytes or the only readable ones; which was
 * meant shows when a key opens it.
 */
export function repairSignature(text: string, name: string): RepairedSignature[] {
  const exact = decodeBase64(text);
  if (exact !== undefined && exact.length > 0) {
    return [{ bytes: exact, causes: [] }, ...inner(exact, name)];
  }
  const known = repairs(name);
  const alone = known.map((repair) => [repair]);
  const pairs = known.flatMap((first) =>
    known.filter((second) => second !== first).map((second) => [first, second]),
  );
  return [
    ...[...alone, ...pairs].flatMap((chain) => applyRepairs(text, chain)),
    ...hex(text, name),
  ];
}

function applyRepairs(text: string, chain: readonly Repair[]): RepairedSignature[] {
  let current = text;
  for (const { repair } of chain) {
    const changed = repair(current);
    if (changed === undefined || changed === current) return [];
    current = changed;
  }
  const bytes = decodeBase64(current);
  if (bytes === undefined || bytes.length === 0) return [];
  return [{ bytes, causes: chain.map(({ cause }) => cause) }];
}

interface Repair {
  readonly cause: Cause;
  readonly repair: (text: string) => string | undefined;
}

function repairs(name: string): Repair[] {
  const wrapped = signatureCause(
    'signature-wrapped',
    {
      zh: `${name} 里有换行或空白：Base64 被折行了。`,
      en: `${name} contains line breaks or white space: the base64 was wrapped.`,
    },
    {
      zh: '使用不折行的 Base64（Java：Base64.getEncoder，不要用 MIME；openssl：base64 -A）。',
      en: 'Encode base64 without wrapping (Java: Base64.getEncoder, not MIME; openssl: base64 -A).',
    },
  );
  const plus = signatureCause(
    'signature-plus-to-space',
    {
      zh: `${name} 里的 + 变成了空格：被 URL 解码过。`,
      en: `In ${name} each + became a space: it was URL-decoded.`,
    },
    {
      zh: '用 JSON 传递签名，不要放进 URL 或表单；必须放时先做 URL 编码。',
      en: 'Carry the signature in JSON, not in a URL or form; if you must, percent-encode it.',
    },
  );
  const percent = signatureCause(
    'signature-percent-encoded',
    {
      zh: `${name} 被做了 URL 编码（%2B、%2F、%3D）。`,
      en: `${name} is percent-encoded (%2B, %2F, %3D).`,
    },
    {
      zh: '传原样的 Base64，不要 URL 编码。',
      en: 'Send the base64 as it is, without percent-encoding.',
    },
  );
  const url = signatureCause(
    'signature-base64url',
    {
      zh: `${name} 用的是 base64url 字母表（-、_），不是标准 Base64。`,
      en: `${name} is in the base64url alphabet (-, _), not in standard base64.`,
    },
    {
      zh: '使用标准 Base64（+、/，带 = 填充）。',
      en: 'Use standard base64 (+, /, padded with =).',
    },
  );
  const unpadded = signatureCause(
    'signature-padding-missing',
    { zh: `${name} 末尾的 = 丢失了。`, en: `${name} lost the = at its end.` },
    { zh: '保留 Base64 末尾的 = 填充。', en: 'Keep the = padding of the base64.' },
  );
  const quoted = signatureCause(
    'signature-quoted',
    { zh: `${name} 带着引号。`, en: `${name} is in quotes.` },
    { zh: '去掉签名两端的引号。', en: 'Remove the quotes around the signature.' },
  );
  const escaped = signatureCause(
    'signature-escaped',
    {
      zh: `${name} 里有 JSON 转义（\\/、\\n、\\u003d）没有还原。`,
      en: `${name} still has JSON escapes (\\/, \\n, \\u003d) in it.`,
    },
    {
      zh: '从解析后的 JSON 取值，不要手工截取字符串。',
      en: 'Take the value from parsed JSON, do not cut it out of the text.',
    },
  );
  return [
    { cause: plus, repair: (text) => text.replaceAll(' ', '+') },
    { cause: wrapped, repair: (text) => text.replaceAll(/\s+/g, '') },
    { cause: percent, repair: (text) => percentDecoded(text) },
    { cause: url, repair: (text) => standardAlphabet(text) },
    { cause: unpadded, repair: (text) => padded(text) },
    { cause: quoted, repair: (text) => text.replace(/^["'](.*)["']$/s, '$1') },
    { cause: escaped, repair: (text) => unescaped(text) },
  ];
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function standardAlphabet(text: string): string | undefined {
  return /[-_]/.test(text) ? padded(text.replaceAll('-', '+').replaceAll('_', '/')) : undefined;
}

function percentDecoded(text: string): string | undefined {
  return /%[0-9a-f]{2}/i.test(text)
    ? text.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : undefined;
}

function unescaped(text: string): string {
  return text
    .replaceAll('\\/', '/')
    .replaceAll(/\\[rn]/g, '')
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
}

function hex(text: string, name: string): RepairedSignature[] {
  if (!/^[0-9a-f]{256,}$/i.test(text)) return [];
  return [{ bytes: Buffer.from(text, 'hex'), causes: [asHex(name)] }];
}

// What decodes to text that is base64 or hex itself was encoded twice. Hex of a signature is canonical base64, too.
function inner(bytes: Buffer, name: string): RepairedSignature[] {
  const text = bytes.toString('latin1');
  const twice = decodeBase64(text);
  const asText = bytes.toString('base64');
  return [
    ...(twice !== undefined && twice.length >= 128
      ? [{ bytes: twice, causes: [encodedTwice(name)] }]
      : []),
    ...(/^[0-9a-f]{256,}$/i.test(text)
      ? [{ bytes: Buffer.from(text, 'hex'), causes: [asHex(name)] }]
      : []),
    ...hex(asText, name),
  ];
}

function asHex(name: string): Cause {
  return signatureCause(
    'signature-hex',
    { zh: `${name} 是十六进制，不是 Base64。`, en: `${name} is written in hex instead of base64.` },
    { zh: '用标准 Base64 编码签名字节。', en: 'Encode the signature bytes in standard base64.' },
  );
}

function encodedTwice(name: string): Cause {
  return signatureCause(
    'signature-encoded-twice',
    { zh: `${name} 做了两次 Base64 编码。`, en: `${name} was encoded in base64 twice.` },
    { zh: '只编码一次。', en: 'Encode it once.' },
  );
}
