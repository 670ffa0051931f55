import type { Deviation } from './deviation.ts';
import { signatureCause } from './diagnosis.ts';
import { valueDeviation } from './value-deviations.ts';

/** Wrong fourth lines: it is the whole value of `package`, which is `prepay_id=` and the prepay_id. */
export function packageDeviations(candidates: readonly string[]): Deviation[] {
  const bare = (value: string) => (value.startsWith(prefix) ? value.slice(prefix.length) : value);
  const cause = (code: string, zh: string, en: string) =>
    signatureCause(code, { zh, en }, samePackage);
  const form = (
    code: string,
    zh: string,
    en: string,
    write: (prepayId: string) => string,
    usual = false,
  ) =>
    valueDeviation(3, usual ? 'usual' : 'seldom', cause(code, zh, en), (value) =>
      write(bare(value)),
    );
  const odd = (write: (prepayId: string) => string, shown: string) =>
    form(
      'package-malformed',
      `签名第四行写成了 ${shown}。`,
      `The fourth line was signed as ${shown}.`,
      write,
    );
  return [
    valueDeviation(
      3,
      'usual',
      cause(
        'package-without-prefix',
        '签名第四行只有 prepay_id 的值（APP 支付的写法），缺少「prepay_id=」。',
        'The fourth line was signed as the bare prepay_id, as for APP payment, without “prepay_id=”.',
      ),
      (value) => (value.startsWith(prefix) ? bare(value) : undefined),
    ),
    valueDeviation(
      3,
      'usual',
      cause(
        'package-passed-without-prefix',
        '签名第四行带有「prepay_id=」，传出的 package 却没有。',
        'The fourth line was signed with “prepay_id=”, but package was sent without.',
      ),
      (value) => (value.startsWith(prefix) ? undefined : `${prefix}${value}`),
    ),
    form(
      'package-prefix-doubled',
      '签名第四行的「prepay_id=」重复了两次。',
      'The fourth line was signed with “prepay_id=” twice.',
      (id) => `${prefix}${prefix}${id}`,
      true,
    ),
    form(
      'package-sign-wxpay',
      '签名第四行是 APP 支付的固定值「Sign=WXPay」。',
      'The fourth line was signed as “Sign=WXPay”, the constant of APP payment.',
      () => 'Sign=WXPay',
      true,
    ),
    form(
      'prepay-id-quoted',
      '签名时 prepay_id 带了双引号。',
      'The prepay_id was signed in double quotes.',
      (id) => `${prefix}"${id}"`,
      true,
    ),
    form(
      'prepay-id-quoted',
      '签名时 prepay_id 带了单引号。',
      'The prepay_id was signed in single quotes.',
      (id) => `${prefix}'${id}'`,
    ),
    form(
      'prepay-id-space',
      '签名时「prepay_id=」后面多了空格。',
      'The fourth line was signed with a space after “prepay_id=”.',
      (id) => `${prefix} ${id}`,
    ),
    form(
      'package-answer-body',
      '签名第四行是下单应答的整个 JSON。',
      'The fourth line was signed as the whole JSON answer of the order call.',
      (id) => `{"prepay_id":"${id}"}`,
    ),
    form(
      'package-answer-body',
      '签名第四行是「prepay_id=」加下单应答的整个 JSON。',
      'The fourth line was signed as “prepay_id=” and the whole JSON answer.',
      (id) => `${prefix}{"prepay_id":"${id}"}`,
    ),
    ...['undefined', 'null', '', '[object Object]'].map((word) =>
      form(
        'prepay-id-missing',
        `签名时 prepay_id 是 ${JSON.stringify(word)}：没有取到值。`,
        `The prepay_id was signed as ${JSON.stringify(word)}: it had no value.`,
        () => prefix + word,
      ),
    ),
    odd((id) => `prepay_id:${id}`, 'prepay_id:…'),
    odd((id) => `prepay_id: ${id}`, 'prepay_id: …'),
    odd((id) => `prepayid=${id}`, 'prepayid=…'),
    odd((id) => `prepayId=${id}`, 'prepayId=…'),
    odd((id) => `package=prepay_id=${id}`, 'package=prepay_id=…'),
    ...candidates.flatMap((other) =>
      [other, prefix + bare(other), bare(other)].map((value) =>
        valueDeviation(
          3,
          'usual',
          cause(
            'prepay-id-of-another-order',
            `签名用的是另一个 prepay_id：${value}。`,
            `Another prepay_id was signed: ${value}.`,
          ),
          () => value,
        ),
      ),
    ),
  ];
}

const prefix = 'prepay_id=';
const samePackage = {
  zh: '签名第四行和传给 wx.requestPayment 的 package 都用同一个 prepay_id=wx…。',
  en: 'Use one and the same prepay_id=wx… as the fourth line and as package of wx.requestPayment.',
};
