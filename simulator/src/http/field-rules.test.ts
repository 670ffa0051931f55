import { expect, test } from 'vitest';
import { startShop } from '../testing/start-shop.ts';

const cases: readonly [string, Record<string, unknown>, string, unknown][] = [
  [
    'attach of 129 bytes in 43 characters',
    { attach: '附'.repeat(43) },
    '输入源“/body/attach”映射到值字段“附加数据”字符串规则校验失败，字节数 129，大于最大值 128',
    { location: 'body', value: 129 },
  ],
  [
    'an order number of one byte',
    { out_trade_no: 'x' },
    '输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字节数 1，小于最小值 6',
    { location: 'body', value: 1 },
  ],
  [
    'an empty text',
    { attach: '' },
    '输入源“/body/attach”映射到值字段“附加数据”字符串规则校验失败，字符数 0，小于最小值 1',
    { location: 'body', value: 0 },
  ],
  [
    'an order number with a space',
    { out_trade_no: 'T 2026001' },
    '输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字符串必须匹配正则表达式“^[0-9a-zA-Z_\\-\\|\\*]+$”',
    { location: 'body' },
  ],
  [
    'an amount of nothing',
    { amount: { total: 0 } },
    '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
    { location: 'body' },
  ],
  [
    'an amount in yuan',
    { amount: { total: 1.5 } },
    '无法将 JSON 输入源“/body/amount/total”映射到目标字段“总金额”中，此字段需要一个合法的 64 位有符号整数',
    { location: 'body' },
  ],
  [
    'an openid that is a number',
    { payer: { openid: 7 } },
    '无法将 JSON 输入源“/body/payer/openid”映射到目标字段“用户标识”中，此字段需要一个 string 类型的 Json 值',
    { location: 'body' },
  ],
  [
    'a missing description',
    { description: undefined },
    '输入源“/body/description”映射到字段“商品描述”必填性规则校验失败，此字段为必填项',
    { location: 'body' },
  ],
  [
    'unknown fields, however deep',
    { openid: 'x', amount: { total: 1, fee: 2 } },
    '请求中含有未在API文档中定义的参数',
    { location: null, value: ['/body/amount/fee', '/body/openid'] },
  ],
];

test.each(cases)(
  '%s is a PARAM_ERROR in the documented words',
  async (_, change, message, detail) => {
    const { merchant, order } = await startShop();
    const answer = await merchant.prepay(order(change));
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ code: 'PARAM_ERROR', message, detail });
  },
);

test.each([
  'https://shop.example/notify?a=1',
  'https://shop.example/notify#a',
  'https://shop.example/no tify',
  'ftp://shop.example/notify',
  '/notify',
])('the notify_url %s is refused', async (notify_url) => {
  const { merchant, order } = await startShop();
  const answer = await merchant.prepay(order({ notify_url }));
  expect(answer.json.code).toBe('PARAM_ERROR');
  expect(answer.json.message).toContain('/body/notify_url');
});

test('every documented field of a prepay request is accepted', async () => {
  const { merchant, order } = await startShop();
  const answer = await merchant.prepay(
    order({
      attach: 'a1',
      goods_tag: 'WXG',
      limit_pay: ['no_credit'],
      support_fapiao: true,
      time_expire: '2026-01-01T12:00:00+08:00',
      detail: {
        cost_price: 200,
        invoice_id: 'i1',
        goods_detail: [
          { merchant_goods_id: 'g1', goods_name: '苹果', quantity: 1, unit_price: 100 },
        ],
      },
      scene_info: {
        payer_client_ip: '10.0.0.1',
        device_id: 'd1',
        store_info: { id: 's1', name: '店', area_code: '440305', address: '路' },
      },
      settle_info: { profit_sharing: false },
    }),
  );
  expect([answer.status, answer.json]).toEqual([
    200,
    { prepay_id: expect.stringMatching(/^wx\d{14}[0-9a-f]{20}$/) },
  ]);
});

test('a body that is no JSON object and a date that is none are PARAM_ERRORs', async () => {
  const { merchant, order } = await startShop();
  for (const body of ['', '{"a":', '[]', 'null']) {
    const answer = await merchant.send({
      method: 'POST',
      path: '/v3/pay/transactions/jsapi',
      body,
    });
    expect([answer.status, answer.json.code]).toEqual([400, 'PARAM_ERROR']);
  }
  const answer = await merchant.prepay(order({ time_expire: '2026-01-01 12:00:00' }));
  expect(answer.json.message).toContain('/body/time_expire');
});

test('the mchid of header, body and query must be one', async () => {
  const { merchant, order } = await startShop();
  const message = 'http header中的mchid与post payload中的mchid不匹配';
  expect((await merchant.prepay(order({ mchid: '1900000009' }))).json.message).toBe(message);
  const queried = await merchant.send({
    path: '/v3/pay/transactions/out-trade-no/T20260001?mchid=1900000009',
  });
  expect(queried.json.message).toBe(message);
  const missing = await merchant.send({ path: '/v3/pay/transactions/out-trade-no/T20260001' });
  expect(missing.json.message).toBe(
    '输入源“/uri_template/mchid”映射到字段“商户号”必填性规则校验失败，此字段为必填项',
  );
});
