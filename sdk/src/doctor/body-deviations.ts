import type { Deviation } from './deviation.ts';
import { type Cause, signatureCause } from './diagnosis.ts';
import {
  isMembers,
  type Json,
  type JsonMembers,
  jsonStyles,
  parseJson,
  reorderMembers,
  reverseMembers,
  sortMembers,
  sortOuterMembers,
} from './json-text.ts';
import { valueDeviation } from './value-deviations.ts';

/** What is signed and what is at hand, for sentences: on requests we sign, on notifications WeChat does. */
export interface BodyRoles {
  readonly line: number;
  /** Says that the signed body has other bytes than the one at hand. */
  readonly rewritten: (how: { readonly zh: string; readonly en: string }) => Cause;
}

/** The ways in which a body at hand differs from the one that was signed. */
export function bodyDeviations(
  body: string,
  candidates: readonly string[],
  roles: BodyRoles,
): Deviation[] {
  const { line, rewritten } = roles;
  const change = (
    frequency: Deviation['frequency'],
    zh: string,
    en: string,
    write: (body: string) => string | undefined,
  ) => valueDeviation(line, frequency, rewritten({ zh, en }), write);
  return [
    ...candidates.map((other) =>
      change(
        'usual',
        '是候选的另一个请求体',
        'is the other body given as a candidate',
        () => other,
      ),
    ),
    ...jsonDeviations(body, change),
    change('usual', '是空的', 'is empty', () => ''),
    change('seldom', '末尾多了换行符', 'has a line feed at its end', (text) => `${text}\n`),
    change('seldom', '末尾少了换行符', 'lacks the line feed at its end', (text) =>
      text.replace(/\r?\n$/, ''),
    ),
    change('seldom', '首尾没有空白', 'has no white space around it', (text) => text.trim()),
    change('seldom', '换行是 LF 而不是 CRLF', 'has LF instead of CRLF', (text) =>
      text.replaceAll('\r\n', '\n'),
    ),
    change('seldom', '换行是 CRLF 而不是 LF', 'has CRLF instead of LF', (text) =>
      text.replaceAll(/\r?\n/g, '\r\n'),
    ),
    change('seldom', '以 BOM 开头', 'begins with a byte order mark', (text) =>
      text.startsWith('\ufeff') ? undefined : `\ufeff${text}`,
    ),
    change('seldom', '没有 BOM', 'has no byte order mark', (text) => text.replace(/^\ufeff/, '')),
    change(
      'seldom',
      '是 JSON 的 JSON（被序列化了两次）',
      'is JSON of JSON: it was serialised twice',
      (text) => JSON.stringify(text),
    ),
    change('seldom', '是表单格式（key=value&…）', 'is a form (key=value&…)', asForm),
    change('seldom', '做了 URL 编码', 'is percent-encoded', (text) => encodeURIComponent(text)),
    change(
      'seldom',
      '里的非 ASCII 字符变成了「?」',
      'has “?” for every non-ASCII character',
      (text) => text.replaceAll(/[^\0-\x7f]/gu, '?'),
    ),
    change(
      'seldom',
      '被按 Latin-1 解码后又按 UTF-8 编码',
      'was decoded as Latin-1 and encoded as UTF-8',
      (text) => Buffer.from(text).toString('latin1'),
    ),
    ...['{}', 'null', 'undefined', '[object Object]', '""'].map((word) =>
      change('seldom', `是 ${word}`, `is ${word}`, () => word),
    ),
  ];
}

type Change = (
  frequency: Deviation['frequency'],
  zh: string,
  en: string,
  write: (body: string) => string | undefined,
) => Deviation;

function jsonDeviations(body: string, change: Change): Deviation[] {
  const value = parseJson(body);
  if (value === undefined) return [];
  const orders: { zh: string; en: string; value: Json }[] = [
    { zh: '', en: '', value },
    { zh: '，字段按名称排序', en: ' with its members sorted by name', value: sortMembers(value) },
    {
      zh: '，最外层字段按名称排序',
      en: ' with its outermost members sorted by name',
      value: sortOuterMembers(value),
    },
    { zh: '，字段顺序相反', en: ' with its members reversed', value: reverseMembers(value) },
    { zh: '，金额是字符串', en: ' with numbers as strings', value: numbersAsTexts(value) },
  ];
  return orders.flatMap((order) =>
    jsonStyles.map(({ name, usual, write }) => {
      const text = write(order.value);
      return change(
        usual && order.zh === '' ? 'usual' : 'seldom',
        `是重新序列化的：${name.zh}${order.zh}`,
        `was serialised anew: ${name.en}${order.en}`,
        () => text,
      );
    }),
  );
}

/** Other orders of the members of a JSON body, written as the body at hand is. */
export function rareBodyDeviations(body: string, { line, rewritten }: BodyRoles): Deviation[] {
  const value = parseJson(body);
  const plain = jsonStyles.find(({ write }) => value !== undefined && write(value) === body);
  const write = plain?.write ?? JSON.stringify;
  const cause = rewritten({ zh: '的字段顺序不同', en: 'has its members in another order' });
  const orders = value === undefined ? [] : [...reorderMembers(value), ...reorderInner(value)];
  return orders.map((other) => valueDeviation(line, 'lonely', cause, () => write(other)));
}

function reorderInner(value: JsonMembers): JsonMembers[] {
  return Object.entries(value).flatMap(([key, member]) =>
    isMembers(member) ? reorderMembers(member).map((other) => ({ ...value, [key]: other })) : [],
  );
}

function numbersAsTexts(value: Json): Json {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(numbersAsTexts);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, numbersAsTexts(member)]),
  );
}

function asForm(text: string): string | undefined {
  const value = parseJson(text);
  if (value === undefined) return undefined;
  return Object.entries(value)
    .map(
      ([key, member]) => `${key}=${typeof member === 'string' ? member : JSON.stringify(member)}`,
    )
    .join('&');
}

/** Says that the body signed is not the body at hand; for requests. */
export function rewrittenRequestBody(how: { readonly zh: string; readonly en: string }): Cause {
  return signatureCause(
    'body-not-as-sent',
    {
      zh: `签名用的请求体与发出的不是同样的字节：签名的那份${how.zh}。`,
      en: `The body that was signed is not the body that was sent: the signed one ${how.en}.`,
    },
    {
      zh: '只序列化一次：得到字符串后，签名和发送都用这同一个字符串。',
      en: 'Serialise once, and use that very text for both signing and sending.',
    },
  );
}

/** Says that the body received was changed before it was verified; for notifications. */
export function rewrittenNotificationBody(how: {
  readonly zh: string;
  readonly en: string;
}): Cause {
  return signatureCause(
    'body-not-as-received',
    {
      zh: `验签用的不是收到的原始字节：微信签名的那份${how.zh}。`,
      en: `These are not the bytes WeChat sent: the body that WeChat signed ${how.en}.`,
    },
    {
      zh: '在任何 JSON 解析之前取原始字节（Buffer）验签，不要解析后再序列化。',
      en: 'Verify the raw bytes (a Buffer) before anything parses them; never serialise parsed JSON again.',
    },
  );
}
