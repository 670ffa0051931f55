import { constants } from 'node:crypto';
import { type Expected, type Misuse, signError } from './misuse.ts';
import { type MisusedShop, PREPAY, REFUNDS, type Signing, type Wire } from './misused-shop.ts';

const JSAPI = `POST ${PREPAY}`;
const REFUND = `POST ${REFUNDS}`;
const CERTIFICATES = 'GET /v3/certificates';
const QUERY = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';

const MALFORMED = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
const WRONG_SCHEME = 'HTTP头Authorization认证类型不正确';
const NOT_VERIFIED = '签名信息错误，验签失败';
const STALE = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
const WRONG = '签名错误';

const prepay = (shop: MisusedShop, how: Signing = {}) =>
  shop.wire('POST', PREPAY, shop.order(), how);

const misuse = (
  endpoint: string,
  title: string,
  send: (shop: MisusedShop) => Wire | Promise<Wire>,
  answer: Expected,
): Misuse => ({ group: 'signature', endpoint, title, send, answer });

function without(wire: Wire, name: string): Wire {
  const { [name]: _, ...headers } = wire.headers;
  return { ...wire, headers };
}

const withAuthorization = (wire: Wire, authorization: string): Wire => ({
  ...wire,
  headers: { ...wire.headers, authorization },
});

/** The answer to a signature that does not fit shows what WeChat signed itself. */
const mismatch: Expected = signError(WRONG, {
  detail: { issue: 'sign not match' },
  field: 'signature',
  location: 'authorization',
});

/** Each of them signs, and signs something else than WeChat checks. */
const wrongTexts: readonly (readonly [string, Signing | ((shop: MisusedShop) => Signing)])[] = [
  ['signed with another merchant’s key', ({ strangersKey }) => ({ key: strangersKey })],
  ['signed without the last line feed', { text: (lines) => lines.join('\n') }],
  ['signed with carriage returns', { text: (lines) => lines.map((l) => `${l}\r\n`).join('') }],
  ['signed with a literal \\n', { text: (lines) => lines.map((l) => `${l}\\n`).join('') }],
  ['signed over a body that was written anew', { text: rewritten }],
  ['signed without the body', { text: (lines) => `${lines.slice(0, 4).join('\n')}\n\n` }],
  ['signed over the whole URL', { text: replaced(1, `https://api.mch.weixin.qq.com${PREPAY}`) }],
  ['signed over another path', { text: replaced(1, '/v3/pay/transactions/native') }],
  ['signed for GET', { text: replaced(0, 'GET') }],
  ['signed with the method in lower case', { text: replaced(0, 'post') }],
  ['signed over another timestamp', { text: replaced(2, '1554208460') }],
  ['signed over another nonce', { text: replaced(3, 'ANOTHER') }],
  ['signed in the order of paySign', { text: (lines) => `${lines.slice(1).join('\n')}\n` }],
  ['signed with PSS padding', { padding: constants.RSA_PKCS1_PSS_PADDING }],
  ['signed with SHA-1', { hash: 'RSA-SHA1' }],
  ['written in hex', { encoding: 'hex' }],
];

function rewritten(lines: readonly string[]): string {
  const body = JSON.stringify(JSON.parse(lines[4] ?? ''), null, 1);
  return [...lines.slice(0, 4), body].map((line) => `${line}\n`).join('');
}

function replaced(index: number, by: string) {
  return (lines: readonly string[]) =>
    lines.map((line, at) => `${at === index ? by : line}\n`).join('');
}

const standings = [
  ['expired', '商户证书已过期'],
  ['revoked', '商户证书已作废'],
  ['replaced', '已更换证书，请使用新证书'],
] as const;

/** Requests whose `Authorization` is wrong. */
export const signatureMisuses: readonly Misuse[] = [
  misuse(JSAPI, 'no Authorization', (shop) => without(prepay(shop), 'authorization'), {
    ...signError(NOT_VERIFIED),
  }),
  misuse(
    REFUND,
    'no Authorization',
    (shop) => without(shop.wire('POST', REFUNDS, shop.refund()), 'authorization'),
    signError(MALFORMED),
  ),
  misuse(
    CERTIFICATES,
    'no Authorization',
    (shop) => without(shop.wire('GET', '/v3/certificates'), 'authorization'),
    signError(MALFORMED),
  ),
  misuse(
    JSAPI,
    'a bearer token',
    (shop) => withAuthorization(prepay(shop), 'Bearer abc'),
    signError(NOT_VERIFIED),
  ),
  misuse(
    REFUND,
    'a bearer token',
    (shop) => withAuthorization(shop.wire('POST', REFUNDS, shop.refund()), 'Bearer abc'),
    signError(WRONG_SCHEME),
  ),
  ...['WECHATPAY2-SM2-WITH-SM3', 'WECHATPAY2-SHA256-RSA4096', 'Basic'].map((scheme) =>
    misuse(
      JSAPI,
      `the scheme ${scheme}`,
      (shop) => prepay(shop, { scheme }),
      signError(WRONG_SCHEME),
    ),
  ),
  ...['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'].map((name) =>
    misuse(
      JSAPI,
      `Authorization without ${name}`,
      (shop) =>
        prepay(shop, {
          header: (header) =>
            header.replace(new RegExp(`,?${name}="[^"]*"`), '').replace(' ,', ' '),
        }),
      signError(MALFORMED),
    ),
  ),
  misuse(
    JSAPI,
    'fields of Authorization without quotation marks',
    (shop) => prepay(shop, { header: (header) => header.replaceAll('"', '') }),
    signError(MALFORMED),
  ),
  misuse(
    JSAPI,
    'a timestamp that is no number',
    (shop) => prepay(shop, { timestamp: 'now' }),
    signError(MALFORMED),
  ),
  ...([-301, 301] as const).map((seconds) =>
    misuse(
      JSAPI,
      `a timestamp ${Math.abs(seconds)} seconds ${seconds < 0 ? 'old' : 'ahead'}`,
      (shop) => prepay(shop, { timestamp: String(shop.simulator.clock.wallMs() / 1000 + seconds) }),
      signError(STALE),
    ),
  ),
  misuse(
    JSAPI,
    'the serial of no certificate',
    (shop) => prepay(shop, { serial: '7'.repeat(40) }),
    signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号'),
  ),
  misuse(
    JSAPI,
    'the serial of the platform’s certificate',
    (shop) => prepay(shop, { serial: shop.simulator.merchant.platformSerial }),
    signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号'),
  ),
  ...standings.map(([standing, message]) =>
    misuse(
      JSAPI,
      `a certificate that is ${standing}`,
      async (shop) => {
        const { merchantCertificates } = shop.simulator.keys;
        const issued = await merchantCertificates.issue();
        if (issued === undefined) throw new Error('no further certificate');
        merchantCertificates.change(issued.merchantSerial, standing);
        return prepay(shop, { serial: issued.merchantSerial });
      },
      signError(message),
    ),
  ),
  misuse(
    JSAPI,
    'an unknown merchant',
    (shop) => prepay(shop, { mchid: '1900000001' }),
    signError(WRONG),
  ),
  ...wrongTexts.map(([title, how]) =>
    misuse(
      JSAPI,
      title,
      (shop) => prepay(shop, typeof how === 'function' ? how(shop) : how),
      mismatch,
    ),
  ),
  misuse(
    JSAPI,
    'a body that was changed after signing',
    (shop) => {
      const wire = prepay(shop);
      return { ...wire, body: String(wire.body).replace('"total":100', '"total":1') };
    },
    mismatch,
  ),
  misuse(
    QUERY,
    'signed without the query string',
    (shop) =>
      shop.wire(
        'GET',
        `/v3/pay/transactions/out-trade-no/${shop.paid}?mchid=${shop.simulator.merchant.mchid}`,
        undefined,
        { text: replaced(1, `/v3/pay/transactions/out-trade-no/${shop.paid}`) },
      ),
    mismatch,
  ),
  misuse(
    QUERY,
    'signed without the empty last line of a GET',
    (shop) =>
      shop.wire(
        'GET',
        `/v3/pay/transactions/out-trade-no/${shop.paid}?mchid=${shop.simulator.merchant.mchid}`,
        undefined,
        { text: (lines) => `${lines.slice(0, 4).join('\n')}\n` },
      ),
    mismatch,
  ),
  misuse(
    CERTIFICATES,
    'signed with another merchant’s key',
    (shop) => shop.wire('GET', '/v3/certificates', undefined, { key: shop.strangersKey }),
    mismatch,
  ),
];
