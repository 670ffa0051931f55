import { type Expected, type Misuse, refused } from './misuse.ts';
import { type MisusedShop, PREPAY, REFUNDS, type Wire } from './misused-shop.ts';

const JSAPI = `POST ${PREPAY}`;
const REFUND = `POST ${REFUNDS}`;
const QUERY = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';
const CLOSE = 'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close';

const misuse = (
  endpoint: string,
  title: string,
  send: Misuse['send'],
  answer: Expected,
): Misuse => ({ group: 'state', endpoint, title, send, answer });

const prepay = (shop: MisusedShop, changes: Readonly<Record<string, unknown>>): Wire =>
  shop.wire('POST', PREPAY, shop.order(changes));

const refund = (shop: MisusedShop, changes: Readonly<Record<string, unknown>>): Wire =>
  shop.wire('POST', REFUNDS, shop.refund(changes));

const close = (shop: MisusedShop, number: string): Wire =>
  shop.wire('POST', `/v3/pay/transactions/out-trade-no/${number}/close`, {
    mchid: shop.simulator.merchant.mchid,
  });

const amount = (refund: number, total = 100) => ({ amount: { refund, total, currency: 'CNY' } });

const CHANGED = refused(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
const NO_ORDER = refused(404, 'ORDER_NOT_EXIST', '订单不存在');

/** Requests that are right in themselves, at the wrong moment or about the wrong thing. */
export const stateMisuses: readonly Misuse[] = [
  misuse(JSAPI, 'the number of a paid order', (shop) => prepay(shop, { out_trade_no: shop.paid }), {
    ...refused(400, 'ORDERPAID', '该订单已支付'),
  }),
  misuse(
    JSAPI,
    'the number of a closed order',
    (shop) => prepay(shop, { out_trade_no: shop.closed }),
    refused(400, 'ORDER_CLOSED'),
  ),
  misuse(
    JSAPI,
    'a used number with another amount',
    (shop) => prepay(shop, { out_trade_no: shop.unpaid, amount: { total: 101 } }),
    CHANGED,
  ),
  misuse(
    JSAPI,
    'a used number with another description',
    (shop) => prepay(shop, { out_trade_no: shop.unpaid, description: '别的商品' }),
    CHANGED,
  ),
  misuse(
    'POST /v3/pay/transactions/native',
    'a used number for another product',
    (shop) =>
      shop.wire(
        'POST',
        '/v3/pay/transactions/native',
        shop.order({ out_trade_no: shop.unpaid, payer: undefined }),
      ),
    CHANGED,
  ),
  misuse(
    JSAPI,
    'an appid that is not bound to the merchant',
    (shop) => prepay(shop, { appid: 'wx0000000000000000' }),
    refused(400, 'APPID_MCHID_NOT_MATCH', /appid和mch_id不匹配/),
  ),
  misuse(
    JSAPI,
    'an openid that is none',
    (shop) => prepay(shop, { payer: { openid: 'someone' } }),
    refused(400, 'INVALID_REQUEST', '无效的openid'),
  ),
  misuse(
    JSAPI,
    'the openid of another mini-program',
    (shop) => {
      const { appid } = shop.simulator.merchant.subMerchant;
      return prepay(shop, { payer: { openid: shop.simulator.loginCode(undefined, appid).openid } });
    },
    refused(400, 'INVALID_REQUEST', 'appid与openid不匹配'),
  ),
  misuse(
    QUERY,
    'a number that was never used',
    (shop) =>
      shop.wire(
        'GET',
        `/v3/pay/transactions/out-trade-no/NEVER00001?mchid=${shop.simulator.merchant.mchid}`,
      ),
    NO_ORDER,
  ),
  misuse(
    QUERY,
    'another merchant’s number',
    (shop) => shop.wire('GET', `/v3/pay/transactions/out-trade-no/${shop.paid}?mchid=1900000001`),
    refused(400, 'PARAM_ERROR'),
  ),
  misuse(
    'GET /v3/pay/transactions/id/{transaction_id}',
    'a transaction that is none',
    (shop) =>
      shop.wire(
        'GET',
        `/v3/pay/transactions/id/4200000000000000000000000000?mchid=${shop.simulator.merchant.mchid}`,
      ),
    NO_ORDER,
  ),
  misuse(CLOSE, 'a paid order', (shop) => close(shop, shop.paid), refused(400, 'ORDERPAID')),
  misuse(CLOSE, 'a number that was never used', (shop) => close(shop, 'NEVER00002'), NO_ORDER),
  misuse(
    REFUND,
    'an order that does not exist',
    (shop) => refund(shop, { out_trade_no: 'NEVER00003' }),
    refused(404, 'RESOURCE_NOT_EXISTS'),
  ),
  misuse(
    REFUND,
    'an order that is not paid',
    (shop) => refund(shop, { out_trade_no: shop.unpaid }),
    refused(404, 'RESOURCE_NOT_EXISTS'),
  ),
  misuse(
    REFUND,
    'another total than the order’s',
    (shop) => refund(shop, amount(1, 99)),
    refused(400, 'INVALID_REQUEST', '您的请求参数与订单信息不一致'),
  ),
  misuse(
    REFUND,
    'more than was paid',
    (shop) => refund(shop, amount(101)),
    refused(400, 'INVALID_REQUEST'),
  ),
  misuse(
    REFUND,
    'both numbers, of different orders',
    (shop) => refund(shop, { transaction_id: shop.transactionId, out_trade_no: shop.refunded }),
    refused(400, 'INVALID_REQUEST', '您的请求参数与订单信息不一致'),
  ),
  misuse(
    REFUND,
    'a second one within a minute',
    (shop) => refund(shop, { out_trade_no: shop.refunded }),
    refused(429, 'FREQUENCY_LIMITED'),
  ),
  misuse(
    REFUND,
    'a used number with another amount',
    (shop) => refund(shop, { out_trade_no: shop.refunded, out_refund_no: 'R-FIRST', ...amount(2) }),
    refused(400, 'INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试'),
  ),
  misuse(
    REFUND,
    'more than the merchant has',
    (shop) => {
      shop.simulator.faults.add('refund.not-enough');
      return refund(shop, {});
    },
    refused(403, 'NOT_ENOUGH'),
  ),
  misuse(
    'GET /v3/refund/domestic/refunds/{out_refund_no}',
    'a refund that does not exist',
    (shop) => shop.wire('GET', `${REFUNDS}/NEVER00004`),
    refused(404, 'RESOURCE_NOT_EXISTS'),
  ),
  misuse(
    'POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund',
    'a refund that is not abnormal',
    async (shop) => {
      const found = await shop.send(shop.wire('GET', `${REFUNDS}/R-FIRST`));
      const { refund_id } = JSON.parse(found.text) as { refund_id: string };
      return shop.wire('POST', `${REFUNDS}/${refund_id}/apply-abnormal-refund`, {
        out_refund_no: 'R-FIRST',
        type: 'MERCHANT_BANK_CARD',
      });
    },
    refused(400, 'INVALID_REQUEST'),
  ),
  misuse(
    'GET /v3/certificates',
    'certificates of a merchant of the public key alone',
    (shop) => {
      shop.simulator.keys.change({ platformCertificates: 'none' });
      return shop.wire('GET', '/v3/certificates');
    },
    refused(404, 'RESOURCE_NOT_EXISTS', /^无可用的平台证书/),
  ),
  misuse(
    'GET /v3/bill/tradebill',
    'a day without payments',
    (shop) => shop.wire('GET', '/v3/bill/tradebill?bill_date=2026-02-01'),
    refused(400, 'NO_STATEMENT_EXIST'),
  ),
  misuse(
    'GET /v3/billdownload/file',
    'a token that is none',
    (shop) => shop.wire('GET', '/v3/billdownload/file?token=nothing'),
    refused(400, 'INVALID_REQUEST'),
  ),
  ...(
    [
      [
        'a sub-merchant that the partner does not serve',
        '1800000001',
        403,
        'NO_AUTH',
        '受理关系不存在',
      ],
      ['the partner as its own sub-merchant', undefined, 400, 'INVALID_REQUEST', undefined],
    ] as const
  ).map(([title, sub, status, code, message]) =>
    misuse(
      'POST /v3/pay/partner/transactions/jsapi',
      title,
      (shop) => {
        const { appid, mchid } = shop.simulator.merchant;
        const { appid: _, mchid: __, payer: ___, ...rest } = shop.order();
        return shop.wire('POST', '/v3/pay/partner/transactions/jsapi', {
          ...rest,
          sp_appid: appid,
          sp_mchid: mchid,
          sub_mchid: sub ?? mchid,
          payer: { sp_openid: shop.openid },
        });
      },
      refused(status, code, message),
    ),
  ),
];
