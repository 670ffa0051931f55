import { digest, digestHex, type HashName } from '../core/digest.ts';
import type { Advice } from '../core/errors/wechatpay-error.ts';
import type { Deviation } from './deviation.ts';
import { type Cause, signatureCause } from './diagnosis.ts';
import type { Draft } from './draft.ts';

/** What can happen to a whole text between building and signing it. */
export function wholeTextDeviations(): Deviation[] {
  return [
    whole('seldom', bom, (draft) => ({ ...draft, opening: `\ufeff${draft.opening}` })),
    whole('seldom', utf16, (draft) => ({ ...draft, encoding: 'utf16le' })),
    whole('seldom', gbk, (draft) =>
      draft.lines.some((line) => /[^\0-\x7f]/.test(line))
        ? { ...draft, encoding: 'gbk' }
        : undefined,
    ),
    ...hashes.flatMap((name) => [
      finish(hashedFirst(name, 'hex'), (text) => Buffer.from(digestHex(name, text))),
      finish(hashedFirst(name, 'HEX'), (text) => Buffer.from(digestHex(name, text).toUpperCase())),
      finish(hashedFirst(name, 'base64'), (text) =>
        Buffer.from(digest(name, text).toString('base64')),
      ),
      finish(hashedFirst(name, 'bytes'), (text) => digest(name, text)),
    ]),
    finish(encoded('Base64', 'base64'), (text) => Buffer.from(text.toString('base64'))),
    finish(encoded('十六进制', 'hex'), (text) => Buffer.from(text.toString('hex'))),
    finish(encoded('百分号编码', 'percent-encoding'), (text) =>
      Buffer.from(encodeURIComponent(text.toString('latin1'))),
    ),
    finish(quoted, (text) => Buffer.from(`"${text.toString('latin1')}"`, 'latin1')),
    finish(quoted, (text) => Buffer.from(JSON.stringify(text.toString()))),
    finish(changedCase, (text) => Buffer.from(text.toString().toLowerCase())),
    finish(changedCase, (text) => Buffer.from(text.toString().toUpperCase())),
  ];
}

const hashes: readonly HashName[] = ['sha256', 'md5', 'sha1'];

function whole(
  frequency: Deviation['frequency'],
  cause: Cause,
  apply: (draft: Draft) => Draft | undefined,
): Deviation {
  return { causes: [cause], part: 'whole', stage: 4, frequency, apply };
}

function finish(cause: Cause, change: (text: Buffer) => Buffer): Deviation {
  return whole('seldom', cause, (draft) => ({ ...draft, finish: change }));
}

const asItIs: Advice = {
  zh: '直接对 UTF-8 原文签名一次：SHA256-RSA（RSASSA-PKCS1-v1_5），结果用 Base64 编码。',
  en: 'Sign the UTF-8 text itself, once, with SHA256-RSA (RSASSA-PKCS1-v1_5), and encode the result in base64.',
};

const bom = signatureCause(
  'byte-order-mark',
  {
    zh: '签名原文以 BOM（EF BB BF）开头。',
    en: 'The signed text begins with a byte order mark (EF BB BF).',
  },
  {
    zh: '以无 BOM 的 UTF-8 读写文件和请求体。',
    en: 'Read and write files and bodies as UTF-8 without BOM.',
  },
);
const utf16 = signatureCause(
  'encoding-utf-16',
  { zh: '签名原文用了 UTF-16 编码。', en: 'The text was signed as UTF-16.' },
  {
    zh: '把原文按 UTF-8 转成字节后再签名。',
    en: 'Turn the text into bytes as UTF-8 before signing.',
  },
);
const gbk = signatureCause(
  'encoding-gbk',
  { zh: '签名原文用了 GBK 编码。', en: 'The text was signed as GBK.' },
  {
    zh: '把原文按 UTF-8 转成字节后再签名，不要用系统默认编码。',
    en: 'Turn the text into bytes as UTF-8, not in the default encoding of the system.',
  },
);
const quoted = signatureCause(
  'text-quoted',
  { zh: '整个签名原文被加了引号。', en: 'The whole text was signed in quotes.' },
  asItIs,
);
const changedCase = signatureCause(
  'text-case-changed',
  { zh: '整个签名原文被改了大小写。', en: 'The whole text was signed with its case changed.' },
  asItIs,
);

function hashedFirst(name: HashName, form: 'hex' | 'HEX' | 'base64' | 'bytes'): Cause {
  return signatureCause(
    'text-hashed-first',
    {
      zh: `签名的不是原文，而是原文的 ${name.toUpperCase()} 摘要（${form}）：做了两次摘要。`,
      en: `Not the text was signed but its ${name.toUpperCase()} digest (${form}): it was hashed twice.`,
    },
    asItIs,
  );
}

function encoded(zh: string, en: string): Cause {
  return signatureCause(
    'text-encoded-first',
    {
      zh: `签名的不是原文，而是原文的 ${zh} 形式。`,
      en: `Not the text was signed but its ${en} form.`,
    },
    asItIs,
  );
}
