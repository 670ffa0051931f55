import { type Expected, type Misuse, paramError } from './misuse.ts';
import { type MisusedShop, PREPAY, REFUNDS, type Wire } from './misused-shop.ts';

const NO_AGENT: Expected = {
  status: 400,
  code: 'INVALID_REQUEST',
  message: 'Http头缺少Accept或User-Agent',
  signed: false,
};
const NOT_JSON = '请求体不是合法的 JSON 对象';

const misuse = (
  endpoint: string,
  title: string,
  send: (shop: MisusedShop) => Wire,
  answer: Expected,
): Misuse => ({ group: 'header', endpoint, title, send, answer });

function changed(wire: Wire, name: string, value: string | undefined): Wire {
  const { [name]: _, ...headers } = wire.headers;
  return { ...wire, headers: value === undefined ? headers : { ...headers, [name]: value } };
}

const bare = (status: 404 | 405): Expected => ({ status, signed: false });

/** Requests with a wrong header, path, method or kind of body. */
export const headerMisuses: readonly Misuse[] = [
  ...(['user-agent', 'accept'] as const).flatMap((name) => [
    misuse(
      'GET /v3/certificates',
      `no ${name}`,
      (shop) => changed(shop.wire('GET', '/v3/certificates'), name, undefined),
      NO_AGENT,
    ),
    misuse(
      `POST ${REFUNDS}`,
      `no ${name}`,
      (shop) => changed(shop.wire('POST', REFUNDS, shop.refund()), name, undefined),
      NO_AGENT,
    ),
  ]),
  ...[
    ['of no key', 'PUB_KEY_ID_0000000000000000000000000000000001'],
    ['of no certificate', '5'.repeat(40)],
  ].map(([title, serial]) =>
    misuse(
      `POST ${PREPAY}`,
      `a Wechatpay-Serial ${title}`,
      (shop) => changed(shop.wire('POST', PREPAY, shop.order()), 'wechatpay-serial', serial),
      paramError('平台证书序列号Wechatpay-Serial错误'),
    ),
  ),
  misuse(
    `POST ${PREPAY}`,
    'the merchant’s own serial as Wechatpay-Serial',
    (shop) =>
      changed(
        shop.wire('POST', PREPAY, shop.order()),
        'wechatpay-serial',
        shop.simulator.merchant.merchantSerial,
      ),
    paramError('平台证书序列号Wechatpay-Serial错误'),
  ),
  misuse(
    'POST /v3/pay/transactions/wechat',
    'a path that does not exist',
    (shop) => shop.wire('POST', '/v3/pay/transactions/wechat', shop.order()),
    bare(404),
  ),
  misuse('GET /v3', 'nothing behind /v3/', (shop) => shop.wire('GET', '/v3/'), bare(404)),
  misuse(`GET ${PREPAY}`, 'GET on prepay', (shop) => shop.wire('GET', PREPAY), bare(405)),
  misuse(
    `PUT ${REFUNDS}`,
    'PUT on refunds',
    (shop) => shop.wire('PUT', REFUNDS, shop.refund()),
    bare(405),
  ),
  misuse(
    'POST /v3/certificates',
    'POST on certificates',
    (shop) => shop.wire('POST', '/v3/certificates', {}),
    bare(405),
  ),
  ...[
    ['a form instead of JSON', 'appid=wx1&total=1'],
    ['JSON with a comma too many', '{"appid":"wx1",}'],
    ['a JSON array', '[]'],
    ['a JSON text', '"order"'],
    ['null', 'null'],
    ['no body', ''],
  ].map(([title = '', body]) =>
    misuse(
      `POST ${PREPAY}`,
      title,
      (shop) => shop.wire('POST', PREPAY, body),
      paramError(NOT_JSON, { location: 'body' }),
    ),
  ),
];
