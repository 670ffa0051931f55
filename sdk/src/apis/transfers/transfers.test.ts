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

const request = {
  appid: 'wx1',
  out_bill_no: 'B1',
  transfer_scene_id: '1000',
  openid: 'o1',
  transfer_amount: 199_999,
  transfer_remark: '报销',
  transfer_scene_report_infos: [{ info_type: '活动名称', info_content: '注册有礼' }],
};
const accepted = {
  out_bill_no: 'B1',
  transfer_bill_no: '1330',
  create_time: '2026-01-01T10:00:05+08:00',
  state: 'WAIT_USER_CONFIRM',
  package_info: 'affff==',
};
const transfer = {
  ...accepted,
  mch_id: '1900000001',
  appid: 'wx1',
  transfer_amount: 199_999,
  transfer_remark: '报销',
  update_time: '2026-01-01T10:00:06+08:00',
};
const root = '/v3/fund-app/mch-transfer';

function client(content: unknown) {
  const { transport, requests } = scripted(() => answer(200, content));
  return { transfers: createWechatPay(testOptions(transport)).transfers, requests };
}

test('a transfer is started as given, and comes back with what the payee confirms by', async () => {
  const { transfers, requests } = client(accepted);
  expect(await transfers.create(request)).toEqual(accepted);
  expect(sent(requests[0])).toEqual({
    line: `POST ${root}/transfer-bills`,
    body: JSON.stringify(request),
  });
});

test('from 2,000 yuan the payee’s name is required, and leaves encrypted', async () => {
  const { transfers, requests } = client(accepted);
  const large = { ...request, transfer_amount: 200_000 };
  expect(await failureOf(transfers.create(large))).toMatchObject({ field: 'user_name' });
  expect(requests).toHaveLength(0);
  await transfers.create({ ...large, user_name: '张三' });
  const { user_name, ...rest } = JSON.parse(sent(requests[0]).body);
  expect(decryptOaep(user_name, wechatKeys.privateKey)).toBe('张三');
  expect(rest).toEqual(large);
  expect(requests[0]?.headers['wechatpay-serial']).toBe(wechatSerial);
});

test('a transfer is found by either number, cancelled by the merchant’s', async () => {
  const { transfers, requests } = client(transfer);
  expect(await transfers.query({ out_bill_no: 'B1' })).toEqual(transfer);
  await transfers.query({ transfer_bill_no: '1330' });
  await transfers.cancel({ out_bill_no: 'B1' });
  expect(requests.map(sent)).toEqual([
    { line: `GET ${root}/transfer-bills/out-bill-no/B1`, body: '' },
    { line: `GET ${root}/transfer-bills/transfer-bill-no/1330`, body: '' },
    { line: `POST ${root}/transfer-bills/out-bill-no/B1/cancel`, body: '' },
  ]);
});

test('a receipt is applied for and asked after by either number', async () => {
  const receipt = { state: 'GENERATING', create_time: accepted.create_time };
  const { transfers, requests } = client(receipt);
  expect(await transfers.applyReceipt({ out_bill_no: 'B1' })).toEqual(receipt);
  await transfers.applyReceipt({ transfer_bill_no: '1330' });
  await transfers.queryReceipt({ out_bill_no: 'B1' });
  await transfers.queryReceipt({ transfer_bill_no: '1330' });
  expect(requests.map(sent)).toEqual([
    { line: `POST ${root}/elecsign/out-bill-no`, body: '{"out_bill_no":"B1"}' },
    { line: `POST ${root}/elecsign/transfer-bill-no`, body: '{"transfer_bill_no":"1330"}' },
    { line: `GET ${root}/elecsign/out-bill-no/B1`, body: '' },
    { line: `GET ${root}/elecsign/transfer-bill-no/1330`, body: '' },
  ]);
});

test.each([
  [{ appid: '' }, 'appid'],
  [{ out_bill_no: 'B-1' }, 'out_bill_no'],
  [{ transfer_scene_id: '10' }, 'transfer_scene_id'],
  [{ openid: '' }, 'openid'],
  [{ transfer_amount: 0 }, 'transfer_amount'],
  [{ transfer_amount: 1.5 }, 'transfer_amount'],
  [{ transfer_amount: '1' }, 'transfer_amount'],
  [{ transfer_amount: 2 ** 53 }, 'transfer_amount'],
  [{ transfer_remark: '' }, 'transfer_remark'],
  [{ notify_url: 'https://shop.example/n?x' }, 'notify_url'],
  [{ user_name: '' }, 'user_name'],
  [{ transfer_scene_report_infos: [] }, 'transfer_scene_report_infos'],
  [
    { transfer_scene_report_infos: [{ info_type: '', info_content: 'x' }] },
    'transfer_scene_report_infos[0].info_type',
  ],
  [
    { transfer_scene_report_infos: [{ info_type: 'x' }] },
    'transfer_scene_report_infos[0].info_content',
  ],
])('a transfer WeChat would refuse is not sent (%#)', async (change, field) => {
  const { transfers, requests } = client(accepted);
  const changed = JSON.parse(JSON.stringify({ ...request, ...change }));
  expect(await failureOf(transfers.create(changed))).toMatchObject({ field, outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('lengths that WeChat’s documents do not state are left to WeChat', async () => {
  const { transfers, requests } = client({ ...accepted, out_bill_no: 'B'.repeat(40) });
  const long = {
    ...request,
    out_bill_no: 'B'.repeat(40),
    transfer_remark: '备'.repeat(100),
    transfer_scene_report_infos: [{ info_type: '类'.repeat(40), info_content: '容'.repeat(100) }],
  };
  await transfers.create(long);
  expect(JSON.parse(sent(requests[0]).body)).toEqual(long);
});

test('a transfer must be named by exactly one number', async () => {
  const { transfers } = client(transfer);
  for (const key of ['{}', '{"out_bill_no":"B1","transfer_bill_no":"1"}']) {
    expect(await failureOf(transfers.query(JSON.parse(key)))).toMatchObject({
      field: 'out_bill_no',
    });
  }
  expect(await failureOf(transfers.query({ transfer_bill_no: '..' }))).toMatchObject({
    field: 'transfer_bill_no',
  });
});

test.each([
  [{ out_bill_no: 'B2' }, 'ANSWER_FOREIGN'],
  [{ mch_id: '1' }, 'ANSWER_FOREIGN'],
  [{ transfer_amount: 0.5 }, 'ANSWER_MALFORMED'],
  [{ state: '' }, 'ANSWER_MALFORMED'],
])('a signed answer that is not this transfer is not believed (%j)', async (change, code) => {
  const { transfers } = client({ ...transfer, ...change });
  expect(await failureOf(transfers.query({ out_bill_no: 'B1' }))).toMatchObject({ code });
});
