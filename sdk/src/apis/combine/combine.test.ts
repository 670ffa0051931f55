import { expect, test } from 'vitest';
import { createWechatPay } from '../../create-wechatpay.ts';
import { sent } from '../../testing/sent.ts';
import { answer, failureOf, scripted, testOptions } from '../../testing/test-wechat.ts';

const part = (out_trade_no: string) => ({
  mchid: '1900000109',
  attach: 'a',
  amount: { total_amount: 1, currency: 'CNY' as const },
  out_trade_no,
  description: '茶',
});
const request = {
  combine_appid: 'wx1',
  combine_out_trade_no: 'C2026|*1',
  sub_orders: [part('T00001'), part('T00002')],
  notify_url: 'https://shop.example/notify',
};
const combine_payer_info = { openid: 'o1' };
const scene_info = { payer_client_ip: '::1', h5_info: { type: 'iOS' } } as const;
const prepaid = { prepay_id: 'wx26', code_url: 'weixin://wxpay/1', h5_url: 'https://wx/1' };
const paid = {
  combine_appid: 'wx1',
  combine_mchid: '1900000001',
  combine_out_trade_no: request.combine_out_trade_no,
  combine_payer_info,
  sub_orders: [
    {
      mchid: '1900000109',
      out_trade_no: 'T00001',
      trade_state: 'SUCCESS',
      transaction_id: '4200',
      amount: { total_amount: 1, payer_amount: 1, currency: 'CNY' },
    },
  ],
};

function client(status: number, content?: unknown) {
  const { transport, requests } = scripted(() => answer(status, content));
  return { combine: createWechatPay(testOptions(transport)).combine, requests };
}

test('a combined order has four ways of being paid, each signed by the merchant that combines', async () => {
  const { combine, requests } = client(200, prepaid);
  const jsapi = await combine.jsapi.prepay({ ...request, combine_payer_info });
  const app = await combine.app.prepay(request);
  expect(await combine.native.prepay(request)).toEqual({ code_url: prepaid.code_url });
  expect(await combine.h5.prepay({ ...request, scene_info })).toEqual({ h5_url: prepaid.h5_url });
  expect(jsapi.requestPayment.package).toBe('prepay_id=wx26');
  expect(app.requestPayment).toMatchObject({ partnerid: '1900000001', prepayid: 'wx26' });
  expect(requests.map((one) => sent(one).line)).toEqual(
    ['jsapi', 'app', 'native', 'h5'].map((way) => `POST /v3/combine-transactions/${way}`),
  );
  expect(sent(requests[1]).body).toBe(JSON.stringify({ ...request, combine_mchid: '1900000001' }));
});

test('a combined order is found by its own number, encoded once', async () => {
  const { combine, requests } = client(200, paid);
  expect(await combine.query(request)).toEqual(paid);
  expect(sent(requests[0]).line).toBe('GET /v3/combine-transactions/out-trade-no/C2026%7C%2A1');
});

test('closing names every part in the body and the whole in the path', async () => {
  const { combine, requests } = client(204);
  const { combine_appid, combine_out_trade_no } = request;
  const sub_orders = [{ mchid: '1900000109', out_trade_no: 'T00001' }];
  await combine.close({ combine_appid, combine_out_trade_no, sub_orders });
  expect(sent(requests[0])).toEqual({
    line: 'POST /v3/combine-transactions/out-trade-no/C2026%7C%2A1/close',
    body: JSON.stringify({ combine_appid, sub_orders }),
  });
});

test.each([
  [{ ...paid, combine_out_trade_no: 'C_OTHER' }, 'ANSWER_FOREIGN'],
  [{ ...paid, combine_mchid: '1' }, 'ANSWER_FOREIGN'],
  [{ ...paid, sub_orders: [] }, 'ANSWER_MALFORMED'],
  [{ ...paid, sub_orders: ['x'] }, 'ANSWER_MALFORMED'],
  [{ ...paid, sub_orders: [{ ...paid.sub_orders[0], amount: { total: 1 } }] }, 'ANSWER_MALFORMED'],
  [{ ...paid, sub_orders: [{ ...paid.sub_orders[0], bank_type: 1 }] }, 'ANSWER_MALFORMED'],
  [{ ...paid, combine_payer_info: {} }, 'ANSWER_MALFORMED'],
])('an answer that is not this combined order is not believed (%#)', async (content, code) => {
  const { combine } = client(200, content);
  expect(await failureOf(combine.query(request))).toMatchObject({ code });
});

test.each([
  [{ sub_orders: [] }, 'sub_orders'],
  [{ sub_orders: Array.from({ length: 51 }, (_, n) => part(`T${10000 + n}`)) }, 'sub_orders'],
  [{ sub_orders: [part('T00001'), part('T00001')] }, 'sub_orders[1].out_trade_no'],
  [{ sub_orders: [{ ...part('T00001'), mchid: 'x' }] }, 'sub_orders[0].mchid'],
  [{ sub_orders: [{ ...part('T00001'), sub_mchid: '' }] }, 'sub_orders[0].sub_mchid'],
  [{ sub_orders: [{ ...part('T00001'), attach: '' }] }, 'sub_orders[0].attach'],
  [{ sub_orders: [{ ...part('T00001'), attach: '附'.repeat(43) }] }, 'sub_orders[0].attach'],
  [{ sub_orders: [{ ...part('T00001'), description: '' }] }, 'sub_orders[0].description'],
  [
    { sub_orders: [{ ...part('T00001'), amount: { total_amount: 0.1, currency: 'CNY' } }] },
    'sub_orders[0].amount.total_amount',
  ],
  [
    { sub_orders: [{ ...part('T00001'), amount: { total_amount: 1 } }] },
    'sub_orders[0].amount.currency',
  ],
  [{ combine_appid: '' }, 'combine_appid'],
  [{ combine_out_trade_no: 'C/1' }, 'combine_out_trade_no'],
  [{ notify_url: 'https://shop.example/n?x' }, 'notify_url'],
  [{ time_start: 'now' }, 'time_start'],
  [{ time_expire: 'tomorrow' }, 'time_expire'],
])('a combined order WeChat would refuse is not sent (%#)', async (change, field) => {
  const { combine, requests } = client(200, prepaid);
  const changed = JSON.parse(JSON.stringify({ ...request, ...change }));
  expect(await failureOf(combine.native.prepay(changed))).toMatchObject({ field });
  expect(requests).toHaveLength(0);
});

test('JSAPI needs the payer, H5 the page', async () => {
  const { combine, requests } = client(200, prepaid);
  const bare = JSON.parse(JSON.stringify(request));
  expect(await failureOf(combine.jsapi.prepay(bare))).toMatchObject({
    field: 'combine_payer_info.openid',
  });
  expect(await failureOf(combine.h5.prepay(bare))).toMatchObject({
    field: 'scene_info.payer_client_ip',
  });
  expect(requests).toHaveLength(0);
});
