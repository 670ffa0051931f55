/* Many lines, but one table: an entry for each thing that can be said wrongly. */
import { type Expected, type Misuse, paramError, refused } from './misuse.ts';
import { type MisusedShop, PREPAY, REFUNDS } from './misused-shop.ts';

const JSAPI = `POST ${PREPAY}`;
const REFUND = `POST ${REFUNDS}`;

type Body = Readonly<Record<string, unknown>>;

const misuse = (
  endpoint: string,
  title: string,
  send: Misuse['send'],
  answer: Expected,
): Misuse => ({ group: 'field', endpoint, title, send, answer });

/** A prepay with changed members; `undefined` leaves one out. */
const prepay = (title: string, changes: Body | ((shop: MisusedShop) => Body), answer: Expected) =>
  misuse(
    JSAPI,
    title,
    (shop) =>
      shop.wire(
        'POST',
        PREPAY,
        shop.order(typeof changes === 'function' ? changes(shop) : changes),
      ),
    answer,
  );

const refund = (title: string, changes: Body, answer: Expected) =>
  misuse(REFUND, title, (shop) => shop.wire('POST', REFUNDS, shop.refund(changes)), answer);

const missing = (pointer: string, label: string, location = 'body') =>
  paramError(
    `输入源“/${location}/${pointer}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`,
    { location },
  );

const text = (pointer: string, label: string, fault: string, value?: number) =>
  paramError(`输入源“/body/${pointer}”映射到值字段“${label}”字符串规则校验失败，${fault}`, {
    location: 'body',
    ...(value === undefined ? {} : { value }),
  });

const noText = (pointer: string, label: string) =>
  paramError(
    `无法将 JSON 输入源“/body/${pointer}”映射到目标字段“${label}”中，此字段需要一个 string 类型的 Json 值`,
  );

const noInteger = (pointer: string, label: string) =>
  paramError(
    `无法将 JSON 输入源“/body/${pointer}”映射到目标字段“${label}”中，此字段需要一个合法的 64 位有符号整数`,
  );

const tooLow = (pointer: string, label: string) =>
  paramError(`输入源“/body/${pointer}”映射到数值字段“${label}”规则校验失败，值低于最小值 1`);

const unknown = (...pointers: readonly string[]) =>
  paramError('请求中含有未在API文档中定义的参数', { location: null, value: pointers });

const NUMBER_FORM = '字符串必须匹配正则表达式“^[0-9a-zA-Z_\\-\\|\\*]+$”';

/** Requests that are signed rightly and say something wrong. */
export const fieldMisuses: readonly Misuse[] = [
  ...(
    [
      ['appid', '公众账号ID'],
      ['mchid', '商户号'],
      ['description', '商品描述'],
      ['out_trade_no', '商户订单号'],
      ['notify_url', '商户回调地址'],
      ['amount', '订单金额'],
      ['payer', '支付者信息'],
    ] as const
  ).map(([name, label]) => prepay(`no ${name}`, { [name]: undefined }, missing(name, label))),
  prepay('no amount.total', { amount: { currency: 'CNY' } }, missing('amount/total', '总金额')),
  prepay('no payer.openid', { payer: {} }, missing('payer/openid', '用户标识')),
  prepay('an amount as text', { amount: { total: '100' } }, noInteger('amount/total', '总金额')),
  prepay('an amount in yuan', { amount: { total: 1.5 } }, noInteger('amount/total', '总金额')),
  prepay('an amount of nothing', { amount: { total: 0 } }, tooLow('amount/total', '总金额')),
  prepay('an amount below zero', { amount: { total: -1 } }, tooLow('amount/total', '总金额')),
  prepay('an openid as a number', { payer: { openid: 42 } }, noText('payer/openid', '用户标识')),
  prepay('a description as a number', { description: 1 }, noText('description', '商品描述')),
  prepay('null for an optional text', { attach: null }, noText('attach', '附加数据')),
  prepay(
    'an amount that is a number',
    { amount: 100 },
    paramError(/^无法将 JSON 输入源“\/body\/amount”映射到目标字段“订单金额”中/),
  ),
  prepay(
    'a number of five characters',
    { out_trade_no: 'M2026' },
    text('out_trade_no', '商户订单号', '字节数 5，小于最小值 6', 5),
  ),
  prepay(
    'a number of 33 characters',
    { out_trade_no: 'M'.repeat(33) },
    text('out_trade_no', '商户订单号', '字节数 33，大于最大值 32', 33),
  ),
  prepay(
    'an empty number',
    { out_trade_no: '' },
    text('out_trade_no', '商户订单号', '字符数 0，小于最小值 1', 0),
  ),
  prepay(
    'a number with a space',
    { out_trade_no: 'M2026 0001' },
    text('out_trade_no', '商户订单号', NUMBER_FORM),
  ),
  prepay(
    'a number in Chinese',
    { out_trade_no: '订单一二' },
    text('out_trade_no', '商户订单号', NUMBER_FORM),
  ),
  prepay(
    'a description of 43 Chinese characters: 129 bytes',
    { description: '茶'.repeat(43) },
    text('description', '商品描述', '字节数 129，大于最大值 127', 129),
  ),
  prepay(
    'an attach of 129 bytes',
    { attach: 'a'.repeat(129) },
    text('attach', '附加数据', '字节数 129，大于最大值 128', 129),
  ),
  prepay(
    'a goods_tag of 33 bytes',
    { goods_tag: 'g'.repeat(33) },
    text('goods_tag', '订单优惠标记', '字节数 33，大于最大值 32', 33),
  ),
  ...[
    ['with a query', 'https://pay.example.com/notify?order=1'],
    ['with a fragment', 'https://pay.example.com/notify#1'],
    ['without a scheme', 'pay.example.com/notify'],
    ['of another scheme', 'ftp://pay.example.com/notify'],
  ].map(([title, notify_url]) =>
    prepay(
      `a notify_url ${title}`,
      { notify_url },
      paramError(
        /^输入源“\/body\/notify_url”映射到值字段“商户回调地址”字符串规则校验失败，字符串必须匹配正则表达式/,
      ),
    ),
  ),
  prepay(
    'dollars',
    { amount: { total: 100, currency: 'USD' } },
    paramError(/^输入源“\/body\/amount\/currency”/),
  ),
  prepay(
    'a time_expire without a zone',
    { time_expire: '2026-03-05T13:00:00' },
    paramError(/^输入源“\/body\/time_expire”映射到值字段“支付结束时间”/),
  ),
  prepay(
    'an emoji in the description',
    { description: '好茶🍵' },
    paramError(/^输入源“\/body\/description”/),
  ),
  prepay('a field of the APIv2', { total_fee: 100 }, unknown('/body/total_fee')),
  prepay('a misspelt field', { outTradeNo: 'x' }, unknown('/body/outTradeNo')),
  prepay(
    'an unknown field inside amount',
    { amount: { total: 100, payer_total: 100 } },
    unknown('/body/amount/payer_total'),
  ),
  prepay(
    'another mchid than in the header',
    { mchid: '1900000001' },
    paramError('http header中的mchid与post payload中的mchid不匹配'),
  ),
  misuse(
    'POST /v3/pay/transactions/h5',
    'H5 without scene_info',
    (shop) => shop.wire('POST', '/v3/pay/transactions/h5', shop.order({ payer: undefined })),
    missing('scene_info', '场景信息'),
  ),
  misuse(
    'POST /v3/pay/transactions/native',
    'a payer in a Native order',
    (shop) => shop.wire('POST', '/v3/pay/transactions/native', shop.order()),
    unknown('/body/payer'),
  ),
  misuse(
    'POST /v3/pay/partner/transactions/jsapi',
    'a partner’s prepay in the form of a merchant’s',
    (shop) => shop.wire('POST', '/v3/pay/partner/transactions/jsapi', shop.order()),
    missing('sp_appid', '服务商应用ID'),
  ),
  misuse(
    'POST /v3/combine-transactions/jsapi',
    'a combined order without parts',
    (shop) => {
      const { appid, mchid } = shop.simulator.merchant;
      return shop.wire('POST', '/v3/combine-transactions/jsapi', {
        combine_appid: appid,
        combine_mchid: mchid,
        combine_out_trade_no: 'C20260001',
        combine_payer_info: { openid: shop.openid },
        notify_url: 'https://pay.example.com/notify',
      });
    },
    missing('sub_orders', '子单信息'),
  ),
  misuse(
    'GET /v3/pay/transactions/out-trade-no/{out_trade_no}',
    'a query without mchid',
    (shop) => shop.wire('GET', `/v3/pay/transactions/out-trade-no/${shop.paid}`),
    missing('mchid', '商户号', 'uri_template'),
  ),
  misuse(
    'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close',
    'a close without mchid',
    (shop) => shop.wire('POST', `/v3/pay/transactions/out-trade-no/${shop.unpaid}/close`, {}),
    missing('mchid', '商户号'),
  ),
  refund(
    'no refund number',
    { out_refund_no: undefined },
    missing('out_refund_no', '商户退款单号'),
  ),
  refund('no amount', { amount: undefined }, missing('amount', '金额信息')),
  refund(
    'no currency',
    { amount: { refund: 1, total: 100 } },
    missing('amount/currency', '退款币种'),
  ),
  refund(
    'no total',
    { amount: { refund: 1, currency: 'CNY' } },
    missing('amount/total', '原订单金额'),
  ),
  refund(
    'a refund of nothing',
    { amount: { refund: 0, total: 100, currency: 'CNY' } },
    tooLow('amount/refund', '退款金额'),
  ),
  refund(
    'a reason of 27 Chinese characters: 81 bytes',
    { reason: '退'.repeat(27) },
    text('reason', '退款原因', '字节数 81，大于最大值 80', 81),
  ),
  refund(
    'neither number of the order',
    { out_trade_no: undefined },
    paramError(/transaction_id/, { location: 'body' }),
  ),
  refund('a field of the APIv2', { refund_fee: 1 }, unknown('/body/refund_fee')),
  misuse(
    'GET /v3/bill/tradebill',
    'a bill of no day',
    (shop) => shop.wire('GET', '/v3/bill/tradebill'),
    missing('bill_date', '账单日期', 'uri_template'),
  ),
  misuse(
    'GET /v3/bill/tradebill',
    'a day in another form',
    (shop) => shop.wire('GET', '/v3/bill/tradebill?bill_date=20260304'),
    paramError(/^输入源“\/uri_template\/bill_date”/),
  ),
  misuse(
    'GET /v3/bill/tradebill',
    'a bill of today',
    (shop) => shop.wire('GET', '/v3/bill/tradebill?bill_date=2026-03-05'),
    refused(400, 'INVALID_REQUEST'),
  ),
  misuse(
    'GET /v3/bill/tradebill',
    'a bill of half a year ago',
    (shop) => shop.wire('GET', '/v3/bill/tradebill?bill_date=2025-09-01'),
    refused(400, 'INVALID_REQUEST'),
  ),
];
