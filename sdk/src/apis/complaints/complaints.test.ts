import { expect, test } from 'vitest';
import { encryptOaep } from '../../core/encrypt-oaep.ts';
import { createWechatPay } from '../../create-wechatpay.ts';
import { sent } from '../../testing/sent.ts';
import {
  answer,
  failureOf,
  merchantKeys,
  otherKeys,
  scripted,
  testOptions,
} from '../../testing/test-wechat.ts';

const complaint = {
  complaint_id: '2002018',
  complaint_time: '2026-01-01T10:00:05+08:00',
  complaint_detail: '重复扣费',
  complaint_state: 'PENDING',
  complainted_mchid: '1900000001',
  complaint_full_refunded: false,
  incoming_user_response: true,
  problem_description: '不满意商家服务',
  user_complaint_times: 1,
  payer_phone: encryptOaep('13800138000', merchantKeys.publicKey),
  complaint_order_info: [{ transaction_id: '4200', out_trade_no: 'T00001', amount: 3 }],
};
const opened = { ...complaint, payer_phone: '13800138000' };
const root = '/v3/merchant-service';
const one = `${root}/complaints-v2/2002018`;
const days = { begin_date: '2026-01-01', end_date: '2026-01-31' };
const complaint_id = '2002018';

function client(reply: Parameters<typeof scripted>[0], more: object = {}) {
  const { transport, requests } = scripted(reply);
  const { signer: _, ...options } = testOptions(transport);
  const keys = { privateKey: merchantKeys.privateKey, ...more };
  return { complaints: createWechatPay({ ...options, ...keys }).complaints, requests };
}
const lines = (requests: Parameters<typeof sent>[0][]) =>
  requests.map((request) => sent(request).line);

test('a complaint comes back with the telephone number in clear', async () => {
  const { complaints, requests } = client(() => answer(200, complaint));
  expect(await complaints.query({ complaint_id })).toEqual(opened);
  expect(lines(requests)).toEqual([`GET ${one}`]);
});

test('a list is asked for by days and page, and every number in it is opened', async () => {
  const { payer_phone: _, ...silent } = complaint;
  const { complaints, requests } = client(() =>
    answer(200, { data: [complaint, silent], limit: 5, offset: 10, total_count: 12 }),
  );
  const page = await complaints.list({
    ...days,
    limit: 5,
    offset: 10,
    complainted_mchid: '1900000109',
  });
  expect(page).toEqual({ data: [opened, silent], limit: 5, offset: 10, total_count: 12 });
  expect(lines(requests)).toEqual([
    `GET ${root}/complaints-v2?limit=5&offset=10&begin_date=2026-01-01&end_date=2026-01-31&complainted_mchid=1900000109`,
  ]);
});

test('an empty list has no data, and an empty number stays empty', async () => {
  const none = client(() => answer(200, { limit: 5, offset: 0 }));
  expect(await none.complaints.list(days)).toEqual({ data: [], limit: 5, offset: 0 });
  const empty = client(() => answer(200, { ...complaint, payer_phone: '' }));
  expect(await empty.complaints.query({ complaint_id })).toMatchObject({ payer_phone: '' });
});

test('a number that is not for this merchant’s key is an error, not a ciphertext in a name field', async () => {
  const foreign = { ...complaint, payer_phone: encryptOaep('138', otherKeys.publicKey) };
  const { complaints } = client(() => answer(200, foreign));
  expect(await failureOf(complaints.query({ complaint_id }))).toMatchObject({
    code: 'DECRYPTION_FAILED',
  });
});

test('with the key in a key service, complaints need a decrypter that reaches it', async () => {
  const { transport, requests } = scripted(() => answer(200, complaint));
  const options = testOptions(transport);
  const blind = createWechatPay(options).complaints;
  for (const call of [blind.query({ complaint_id }), blind.list(days)]) {
    expect(await failureOf(call)).toMatchObject({ code: 'CONFIG_INVALID', option: 'decrypter' });
  }
  expect(requests).toHaveLength(0);
  const decrypter = { decrypt: async () => 'from the key service' };
  const { complaints } = createWechatPay({ ...options, decrypter });
  expect(await complaints.query({ complaint_id })).toMatchObject({
    payer_phone: 'from the key service',
  });
});

test('what was said is read page by page', async () => {
  const step = {
    log_id: '3',
    operator: '投诉人',
    operate_time: 'x',
    operate_type: 'USER_RESPONSE',
  };
  const { complaints, requests } = client(() =>
    answer(200, { data: [step], limit: 50, offset: 0 }),
  );
  expect(await complaints.history({ complaint_id, limit: 50, offset: 0 })).toMatchObject({
    data: [step],
  });
  expect(lines(requests)).toEqual([`GET ${one}/negotiation-historys?limit=50&offset=0`]);
});

test('answers name the complaint in the path and the merchant in the body', async () => {
  const { complaints, requests } = client(({ url }) =>
    url.endsWith('immediate-service') ? answer(200, { log_id: 'L1' }) : answer(204),
  );
  const message = { blocks: [{ type: 'TEXT', text: { text: '您好' } }] } as const;
  await complaints.reply({ complaint_id, response_content: '已联系' });
  expect(await complaints.replyImmediately({ complaint_id, message, idempotent_id: 'i1' })).toEqual(
    { log_id: 'L1' },
  );
  await complaints.complete({ complaint_id, complainted_mchid: '1900000109' });
  await complaints.updateRefundProgress({ complaint_id, action: 'APPROVE', launch_refund_day: 0 });
  await complaints.updateRefundProgress({ complaint_id, action: 'REJECT', reject_reason: '已退' });
  const own = { complainted_mchid: '1900000001' };
  expect(requests.map(sent)).toEqual([
    { line: `POST ${one}/response`, body: JSON.stringify({ ...own, response_content: '已联系' }) },
    {
      line: `POST ${one}/response-immediate-service`,
      body: JSON.stringify({ ...own, message, idempotent_id: 'i1' }),
    },
    { line: `POST ${one}/complete`, body: '{"complainted_mchid":"1900000109"}' },
    {
      line: `POST ${one}/update-refund-progress`,
      body: '{"action":"APPROVE","launch_refund_day":0}',
    },
    {
      line: `POST ${one}/update-refund-progress`,
      body: '{"action":"REJECT","reject_reason":"已退"}',
    },
  ]);
});

test('the address of notifications is set, asked for, changed and removed', async () => {
  const url = 'https://shop.example/complaints';
  const kept = { mchid: '1900000001', url };
  const { complaints, requests } = client(() => answer(200, kept));
  expect(await complaints.notificationUrl.create(url)).toEqual(kept);
  expect(await complaints.notificationUrl.query()).toEqual(kept);
  expect(await complaints.notificationUrl.update(url)).toEqual(kept);
  await complaints.notificationUrl.delete();
  expect(requests.map(sent)).toEqual(
    [
      ['POST', JSON.stringify({ url })],
      ['GET', ''],
      ['PUT', JSON.stringify({ url })],
      ['DELETE', ''],
    ].map(([method, body]) => ({ line: `${method} ${root}/complaint-notifications`, body })),
  );
  expect(await failureOf(complaints.notificationUrl.create('ftp://x'))).toMatchObject({
    field: 'url',
  });
  expect(await failureOf(complaints.notificationUrl.update('https://other.example'))).toMatchObject(
    { code: 'ANSWER_FOREIGN' },
  );
});

test('a picture is uploaded signed, and downloaded from an answer nothing signs', async () => {
  const upload = client(() => answer(200, { media_id: 'm.png' }));
  const file = { filename: 'a.png', content: Buffer.from('x') };
  expect(await upload.complaints.uploadImage(file)).toEqual({ media_id: 'm.png' });
  expect(lines(upload.requests)).toEqual([`POST ${root}/images/upload`]);
  const { complaints, requests } = client(() => answer(200, 'picture', {}));
  const media_url = `https://evil.example${root}/images/ab%7Cc`;
  expect(Buffer.from(await complaints.downloadImage({ media_url })).toString()).toBe('picture');
  await complaints.downloadImage({ media_id: 'ab|c' });
  expect(requests.map(({ url }) => url)).toEqual(
    Array(2).fill(`https://api.mch.weixin.qq.com${root}/images/ab%7Cc`),
  );
  expect(requests[0]).toMatchObject({ maxAnswerBytes: 4_194_304 });
});

test.each([
  'no address',
  'https://api.mch.weixin.qq.com/v3/certificates',
  `https://api.mch.weixin.qq.com${root}/images/../../certificates`,
  `https://api.mch.weixin.qq.com${root}/images/x?y`,
])('the address %s is not taken for a picture', async (media_url) => {
  const { complaints, requests } = client(() => answer(200, 'x', {}));
  expect(await failureOf(complaints.downloadImage({ media_url }))).toMatchObject({
    field: 'media_url',
  });
  expect(requests).toHaveLength(0);
});

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

test.each([
  [{ limit: 0 }, 'limit'],
  [{ limit: 1.5 }, 'limit'],
  [{ offset: -1 }, 'offset'],
  [{ begin_date: '1.1.2026' }, 'begin_date'],
  [{ end_date: undefined }, 'end_date'],
  [{ complainted_mchid: 'x' }, 'complainted_mchid'],
])('a list WeChat would refuse is not asked for (%j)', async (change, field) => {
  const { complaints, requests } = client(() => answer(200, {}));
  expect(await failureOf(complaints.list(json({ ...days, ...change })))).toMatchObject({ field });
  expect(requests).toHaveLength(0);
});

test('answers WeChat would refuse are not sent', async () => {
  const { complaints, requests } = client(() => answer(204));
  const bad: [Promise<unknown>, string][] = [
    [complaints.query({ complaint_id: '..' }), 'complaint_id'],
    [complaints.reply({ complaint_id, response_content: '' }), 'response_content'],
    [complaints.replyImmediately(json({ complaint_id, idempotent_id: 'i' })), 'message.blocks'],
    [
      complaints.replyImmediately({
        complaint_id,
        message: { blocks: [{ type: 'TEXT' }] },
        idempotent_id: '',
      }),
      'idempotent_id',
    ],
    [complaints.updateRefundProgress(json({ complaint_id, action: 'REJECT' })), 'reject_reason'],
    [complaints.updateRefundProgress(json({ complaint_id, action: 'X' })), 'action'],
    [
      complaints.updateRefundProgress({ complaint_id, action: 'APPROVE', launch_refund_day: 0.5 }),
      'launch_refund_day',
    ],
  ];
  for (const [call, field] of bad) expect(await failureOf(call)).toMatchObject({ field });
  expect(requests).toHaveLength(0);
});

test('how long an answer is, and how many pictures it has, WeChat decides', async () => {
  const { complaints, requests } = client(() => answer(204));
  const reply = { response_content: '复'.repeat(400), response_images: Array(9).fill('m') };
  await complaints.reply({ complaint_id, ...reply });
  expect(JSON.parse(sent(requests[0]).body)).toMatchObject(reply);
});

test('a complaint’s number cannot lead to another path', async () => {
  const { complaints, requests } = client(() => answer(204));
  await complaints.complete({ complaint_id: '../x' });
  expect(sent(requests[0]).line).toBe(`POST ${root}/complaints-v2/..%2Fx/complete`);
});

test.each([
  [{ complaint_id: '1' }, 'ANSWER_FOREIGN'],
  [{ complaint_full_refunded: 'no' }, 'ANSWER_MALFORMED'],
  [{ complaint_order_info: [{ amount: 3 }] }, 'ANSWER_MALFORMED'],
])('a signed answer that is not this complaint is not believed (%j)', async (change, code) => {
  const { complaints } = client(() => answer(200, { ...complaint, ...change }));
  expect(await failureOf(complaints.query({ complaint_id }))).toMatchObject({ code });
});
