import { expect, test } from 'vitest';
import { decryptOaep } from '../../core/decrypt-oaep.ts';
import { createWechatPay } from '../../create-wechatpay.ts';
import { sent } from '../../testing/sent.ts';
import {
  answer,
  failureOf,
  scripted,
  testOptions,
  wechatKeys,
  wechatSerial,
} from '../../testing/test-wechat.ts';

const receiver = { type: 'MERCHANT_ID', account: '1900000110' } as const;
const share = {
  appid: 'wx1',
  transaction_id: '4200',
  out_order_no: 'P|*@1',
  receivers: [{ ...receiver, amount: 30, description: '分给商户' }],
  unfreeze_unsplit: false,
};
const shared = {
  transaction_id: '4200',
  out_order_no: 'P|*@1',
  order_id: '3008',
  state: 'PROCESSING',
  receivers: [{ ...receiver, amount: 30, description: '分给商户', result: 'PENDING' }],
};
const giveBack = {
  out_order_no: 'P|*@1',
  out_return_no: 'R1',
  return_mchid: '1900000110',
  amount: 30,
  description: '用户退款',
};
const returned = { ...giveBack, order_id: '3008', return_id: '3009', result: 'SUCCESS' };

function client(content: unknown) {
  const { transport, requests } = scripted(() => answer(200, content));
  const { profitSharing } = createWechatPay(testOptions(transport));
  return { profitSharing, requests };
}

test('a receiver is added with its name encrypted, for merchants and sub-merchants', async () => {
  const added = { ...receiver, relation_type: 'STORE' };
  const { profitSharing, requests } = client(added);
  const request = { appid: 'wx1', ...receiver, name: '腾讯', relation_type: 'STORE' } as const;
  expect(await profitSharing.addReceiver({ ...request, sub_mchid: '1900000109' })).toEqual(added);
  const { line, body } = sent(requests[0]);
  expect(line).toBe('POST /v3/profitsharing/receivers/add');
  expect(requests[0]?.headers['wechatpay-serial']).toBe(wechatSerial);
  const { name, ...rest } = JSON.parse(body);
  expect(decryptOaep(name, wechatKeys.privateKey)).toBe('腾讯');
  expect(rest).toEqual({
    appid: 'wx1',
    ...receiver,
    relation_type: 'STORE',
    sub_mchid: '1900000109',
  });
});

test('a receiver is deleted', async () => {
  const { profitSharing, requests } = client(receiver);
  expect(await profitSharing.deleteReceiver({ appid: 'wx1', ...receiver })).toEqual(receiver);
  expect(sent(requests[0])).toEqual({
    line: 'POST /v3/profitsharing/receivers/delete',
    body: JSON.stringify({ appid: 'wx1', ...receiver }),
  });
});

test('money is shared, a person’s name encrypted and everything else as given', async () => {
  const { profitSharing, requests } = client(shared);
  const person = { type: 'PERSONAL_OPENID', account: 'o1', amount: 1, description: '奖' } as const;
  const receivers = [...share.receivers, { ...person, name: '张三' }];
  expect(await profitSharing.share({ ...share, receivers })).toEqual(shared);
  const body = JSON.parse(sent(requests[0]).body);
  expect(sent(requests[0]).line).toBe('POST /v3/profitsharing/orders');
  expect(body.receivers[0]).toEqual(share.receivers[0]);
  expect(decryptOaep(body.receivers[1].name, wechatKeys.privateKey)).toBe('张三');
});

test('each question has its address, encoded once', async () => {
  const { profitSharing, requests } = client({ ...shared, unsplit_amount: 7 });
  const sub_mchid = '1900000109';
  await profitSharing.query(shared);
  await profitSharing.query({ ...shared, sub_mchid });
  await profitSharing.unfreeze({ ...shared, description: '完结' });
  expect(await profitSharing.queryUnsplit(shared)).toMatchObject({ unsplit_amount: 7 });
  expect(requests.map((request) => sent(request).line)).toEqual([
    'GET /v3/profitsharing/orders/P%7C%2A%401?transaction_id=4200',
    'GET /v3/profitsharing/orders/P%7C%2A%401?sub_mchid=1900000109&transaction_id=4200',
    'POST /v3/profitsharing/orders/unfreeze',
    'GET /v3/profitsharing/transactions/4200/amounts',
  ]);
});

test('shared money is taken back, by either number of the sharing', async () => {
  const { profitSharing, requests } = client(returned);
  expect(await profitSharing.giveBack(giveBack)).toEqual(returned);
  const { out_order_no: _, ...rest } = giveBack;
  await profitSharing.giveBack({ ...rest, order_id: '3008' });
  await profitSharing.queryReturn(giveBack);
  expect(requests.map((request) => sent(request).line)).toEqual([
    'POST /v3/profitsharing/return-orders',
    'POST /v3/profitsharing/return-orders',
    'GET /v3/profitsharing/return-orders/R1?out_order_no=P%7C%2A%401',
  ]);
  expect(sent(requests[0]).body).toBe(JSON.stringify(giveBack));
});

test('the largest ratio and the bill of a day are asked for', async () => {
  const ratio = client({ sub_mchid: '1900000109', max_ratio: 2000 });
  expect(await ratio.profitSharing.queryRatio({ sub_mchid: '1900000109' })).toMatchObject({
    max_ratio: 2000,
  });
  const bill = client({
    download_url: 'https://x',
    hash_type: 'SHA1',
    hash_value: 'ab'.repeat(20),
  });
  await bill.profitSharing.requestBill({ bill_date: '2026-01-31', tar_type: 'GZIP' });
  expect(sent(ratio.requests[0]).line).toBe('GET /v3/profitsharing/merchant-configs/1900000109');
  expect(sent(bill.requests[0]).line).toBe(
    'GET /v3/profitsharing/bills?bill_date=2026-01-31&tar_type=GZIP',
  );
});

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

test.each([
  [{ receivers: [] }, 'receivers'],
  [{ receivers: undefined }, 'receivers'],
  [{ receivers: Array(51).fill(share.receivers[0]) }, 'receivers'],
  [{ receivers: [{ ...share.receivers[0], amount: 0.3 }] }, 'receivers[0].amount'],
  [{ receivers: [{ ...share.receivers[0], amount: 0 }] }, 'receivers[0].amount'],
  [{ receivers: [{ ...share.receivers[0], description: '' }] }, 'receivers[0].description'],
  [{ receivers: [{ ...share.receivers[0], type: 'X' }] }, 'receivers[0].type'],
  [{ receivers: [{ ...share.receivers[0], account: '' }] }, 'receivers[0].account'],
  [{ receivers: [{ ...share.receivers[0], name: '' }] }, 'receivers[0].name'],
  [{ unfreeze_unsplit: undefined }, 'unfreeze_unsplit'],
  [{ appid: '' }, 'appid'],
  [{ transaction_id: '4/2' }, 'transaction_id'],
  [{ out_order_no: '' }, 'out_order_no'],
  [{ sub_mchid: 'x' }, 'sub_mchid'],
])('a sharing WeChat would refuse is not sent (%#)', async (change, field) => {
  const { profitSharing, requests } = client(shared);
  const failure = await failureOf(profitSharing.share(json({ ...share, ...change })));
  expect(failure).toMatchObject({ field, outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test.each([
  [{ out_order_no: undefined }, 'out_order_no'],
  [{ order_id: '3008' }, 'out_order_no'],
  [{ order_id: '', out_order_no: undefined }, 'order_id'],
  [{ out_return_no: '' }, 'out_return_no'],
  [{ return_mchid: 'wx' }, 'return_mchid'],
  [{ amount: -1 }, 'amount'],
  [{ description: '' }, 'description'],
])('a return WeChat would refuse is not sent (%#)', async (change, field) => {
  const { profitSharing, requests } = client(returned);
  const failure = await failureOf(profitSharing.giveBack(json({ ...giveBack, ...change })));
  expect(failure).toMatchObject({ field });
  expect(requests).toHaveLength(0);
});

test('a bill of something that is no day is not asked for', async () => {
  const { profitSharing } = client({});
  expect(await failureOf(profitSharing.requestBill({ bill_date: 'today' }))).toMatchObject({
    field: 'bill_date',
  });
});

test.each([
  [{ ...shared, out_order_no: 'P2' }, 'ANSWER_FOREIGN'],
  [{ ...shared, transaction_id: '1' }, 'ANSWER_FOREIGN'],
  [{ ...shared, order_id: 1 }, 'ANSWER_MALFORMED'],
  [{ ...shared, receivers: {} }, 'ANSWER_MALFORMED'],
  [{ ...shared, receivers: ['x'] }, 'ANSWER_MALFORMED'],
  [{ ...shared, receivers: [{ ...shared.receivers[0], amount: 0.5 }] }, 'ANSWER_MALFORMED'],
])('a signed answer that is not this sharing is not believed (%#)', async (content, code) => {
  expect(await failureOf(client(content).profitSharing.query(shared))).toMatchObject({ code });
});

test('an answer about another receiver, return, order or sub-merchant is not believed', async () => {
  const other = client({ ...receiver, account: '1', relation_type: 'STORE' }).profitSharing;
  const add = { appid: 'wx1', ...receiver, relation_type: 'STORE' } as const;
  expect(await failureOf(other.addReceiver(add))).toMatchObject({ code: 'ANSWER_FOREIGN' });
  const wrong = client({ ...returned, amount: 29 }).profitSharing;
  expect(await failureOf(wrong.giveBack(giveBack))).toMatchObject({ code: 'ANSWER_FOREIGN' });
  const amounts = client({ transaction_id: '1', unsplit_amount: 1 }).profitSharing;
  expect(await failureOf(amounts.queryUnsplit(shared))).toMatchObject({ code: 'ANSWER_FOREIGN' });
  const ratio = client({ sub_mchid: '1', max_ratio: 1 }).profitSharing;
  expect(await failureOf(ratio.queryRatio({ sub_mchid: '2' }))).toMatchObject({
    code: 'ANSWER_FOREIGN',
  });
});
