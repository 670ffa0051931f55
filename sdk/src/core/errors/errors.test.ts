import { expect, test } from 'vitest';
import { adviseApiError } from './advise-api-error.ts';
import { AnswerError } from './answer-error.ts';
import { ApiError } from './api-error.ts';
import { ArgumentError } from './argument-error.ts';
import { BillError } from './bill-error.ts';
import { ConfigError } from './config-error.ts';
import { DecryptionError } from './decryption-error.ts';
import { readInternalCode } from './internal-codes.ts';
import { MessagePushError } from './message-push-error.ts';
import { MismatchError } from './mismatch-error.ts';
import { NetworkError } from './network-error.ts';
import { PlatformError } from './platform-error.ts';
import { RefundTooSoonError } from './refund-too-soon-error.ts';
import { SignerError } from './signer-error.ts';
import { TimeoutError } from './timeout-error.ts';
import { TransportError } from './transport-error.ts';
import { WechatPayError } from './wechatpay-error.ts';

const reason = 'ECONNRESET';
const refusal = { status: 403, outcome: 'refused', verified: true } as const;
const mayHaveHappened =
  'It may have been executed: query, or repeat it unchanged with the same number.';

/** What stands in a log (made inside the test, so that a mutant of an error belongs to it): error, name, code, message, and the advice in Chinese. */
const said: readonly [() => WechatPayError, string, string, string, string][] = [
  [
    () => new NetworkError({ sent: false, aborted: false, reason: 'ECONNREFUSED' }),
    'NetworkError',
    'NETWORK_NOT_SENT',
    'The connection failed (ECONNREFUSED). Nothing was sent: check network, DNS and firewall, then repeat.',
    '请求未发出：请检查网络、域名解析与防火墙后重试。',
  ],
  [
    () => new NetworkError({ sent: true, aborted: false, reason }),
    'NetworkError',
    'NETWORK_BROKEN',
    `The connection failed (ECONNRESET). ${mayHaveHappened}`,
    '请求可能已被执行：请用同一单号查询，或原样重试。',
  ],
  [
    () => new NetworkError({ sent: true, aborted: true, reason }),
    'NetworkError',
    'NETWORK_ABORTED',
    `The call was aborted (ECONNRESET). ${mayHaveHappened}`,
    '请求可能已被执行：请用同一单号查询，或原样重试。',
  ],
  [
    () => new TimeoutError(900),
    'TimeoutError',
    'TIMEOUT',
    `No answer within 900 ms. ${mayHaveHappened}`,
    '请求可能已被执行：请用同一单号查询，或原样重试。',
  ],
  [
    () => new AnswerError('ANSWER_UNVERIFIED', { status: 200, reason: 'signature-mismatch' }),
    'AnswerError',
    'ANSWER_UNVERIFIED',
    'The answer (HTTP 200) was not believed: signature-mismatch. The result is unknown: query or repeat with the same ' +
      'number; if it persists, check platform key, clock and proxies.',
    '结果未知：请用同一单号查询，或原样重试；若持续出现，请检查平台公钥、本机时钟与中间代理。',
  ],
  [
    () => new ApiError({ ...refusal, wechat: { code: 'NOT_ENOUGH', message: '余额\r\n\r\n不足' } }),
    'ApiError',
    'API_REFUSED',
    'WeChat Pay answered 403 NOT_ENOUGH 余额 不足. The balance is too low: recharge, then repeat with the same number.',
    '商户余额不足：充值后用同一单号重试。',
  ],
  [
    () => new ApiError({ ...refusal, status: 404, wechat: { code: '', message: '' } }),
    'ApiError',
    'API_REFUSED',
    'WeChat Pay answered 404. Correct the parameter named in wechat.message and detail.',
    '请按 wechat.message 与 detail 修正参数。',
  ],
  [
    () => new ApiError({ ...refusal, outcome: 'unknown', wechat: { code: 'X', message: '' } }),
    'ApiError',
    'API_UNCERTAIN',
    'WeChat Pay answered 403 X. Correct the parameter named in wechat.message and detail.',
    '请按 wechat.message 与 detail 修正参数。',
  ],
  [
    () => new ArgumentError('amount.total', 'must be whole fen'),
    'ArgumentError',
    'ARGUMENT_INVALID',
    'amount.total must be whole fen. Correct amount.total and call again.',
    '请修正字段 amount.total 后重试。',
  ],
  [
    () => new BillError('BILL_TRUNCATED', 'no summary'),
    'BillError',
    'BILL_TRUNCATED',
    'The bill is not to be relied on: no summary. Discard the rows read so far, then request and download the bill again.',
    '请丢弃已读取的行，重新申请并下载账单。',
  ],
  [
    () =>
      new ConfigError('mchid', 'it is empty.', { zh: '请填写商户号。', en: 'Give the number.' }),
    'ConfigError',
    'CONFIG_INVALID',
    'mchid: it is empty. Give the number.',
    '请填写商户号。',
  ],
  [
    () => new DecryptionError('watermark-old'),
    'DecryptionError',
    'DECRYPTION_FAILED',
    'The data was not opened: watermark-old. Check the key; for mini-program user data call wx.login first, then obtain ' +
      'the data again.',
    '请核对密钥；若是小程序用户数据，请先调用 wx.login 再获取加密数据。',
  ],
  [
    () =>
      new MismatchError([
        { field: 'amount.total', expected: 1, actual: 2 },
        { field: 'payer.openid', expected: 'a', actual: 'b' },
      ]),
    'MismatchError',
    'NOTIFICATION_MISMATCH',
    'The notification disagrees with the order: amount.total, payer.openid. Do not ship: query the order, compare these ' +
      'fields, and let a person decide.',
    '请勿发货：查询该订单，核对所列字段，由人工处理。',
  ],
  [
    () => new RefundTooSoonError(59_000),
    'RefundTooSoonError',
    'REFUND_TOO_SOON',
    'Another refund of this order was sent less than a minute ago. WeChat wants a minute between refunds of one order: ' +
      'call again after waitMs, or pass pacing: wait.',
    '同一订单的两次退款须间隔一分钟：请稍后用同一退款单号重试，或使用 pacing: wait。',
  ],
  [
    () => new SignerError('none', reason),
    'SignerError',
    'SIGNER_FAILED',
    'The signer produced no signature. Nothing was sent: check the signer, then repeat.',
    '请求未发出：请检查签名服务后重试。',
  ],
  [
    () => new SignerError('done', reason),
    'SignerError',
    'SIGNER_FAILED',
    'The signer produced no signature. WeChat accepted the order: repeat it unchanged to get the payment parameters.',
    '订单已被微信接受：请原样重试以取得支付参数。',
  ],
  [
    () => new PlatformError({ errcode: 40029, errmsg: 'invalid code, rid: 5f-1a trailing\nlines' }),
    'PlatformError',
    'PLATFORM_REFUSED',
    expect.stringMatching(/^The WeChat platform answered 40029 invalid code\. \S/),
    expect.stringMatching(/[一-龥]/),
  ],
  [
    () => new PlatformError({ errcode: -1, errmsg: 'system\n\nerror hints: [abc]' }),
    'PlatformError',
    'PLATFORM_UNCERTAIN',
    expect.stringMatching(/^The WeChat platform answered -1 system error\. \S/),
    expect.stringMatching(/[一-龥]/),
  ],
];

test.each(said)(
  'a log says what happened, and what to do about it in both languages (%#)',
  (make, name, code, message, zh) => {
    const error = make();
    expect({ name: error.name, code: error.code, message: error.message }).toEqual({
      name,
      code,
      message,
    });
    expect(error.advice.zh).toEqual(zh);
    expect(error.message.endsWith(error.advice.en)).toBe(true);
  },
);

test('a pushed message that is refused says why, and the exact word', () => {
  const error = new MessagePushError('MESSAGE_UNVERIFIED', 'signature-mismatch');
  expect(error.name).toBe('MessagePushError');
  expect(error.message).toMatch(/^The message was refused: .+ \(signature-mismatch\)\. \S/);
});

test.each([
  [401, '请依次核对'],
  [429, '请求过于频繁'],
  [202, '请用同一单号、同样参数'],
  [500, '请用同一单号、同样参数'],
  [503, '请用同一单号、同样参数'],
  [400, '请按 wechat.message'],
  [404, '请按 wechat.message'],
])('an answer %i without a code that is known is advised on by its status', (status, zh) => {
  expect(adviseApiError({ status, wechatCode: 'NEVER_SEEN' }).zh).toContain(zh);
});

test('text of WeChat’s in a message is bounded', () => {
  const wechat = { code: 'X', message: '长'.repeat(1000) };
  expect(new ApiError({ ...refusal, wechat }).message.length).toBeLessThan(320);
});

test.each([
  ['0891D295-268501013', 268501013],
  ['0891D295-0', undefined],
  ['x 0891D295-268501013', undefined],
  ['0891D295-268501013 x', undefined],
  ['0891D295', undefined],
  [undefined, undefined],
])('the number of the trace id %s is %s', (requestId, number) => {
  expect(readInternalCode(requestId)).toBe(number);
});

test('the published meaning of a number is there, and only then', () => {
  const ask = (requestId?: string) =>
    new ApiError({ ...refusal, requestId, wechat: { code: '', message: '' } }).internalMeaning;
  expect(ask('0891D295-268501013')).toBe('openid required');
  expect(ask('0891D295-1')).toBeUndefined();
  expect(ask()).toBeUndefined();
});

test('what a transport throws has its own name; nobody aborted it unless it says so', () => {
  const error = new TransportError('ECONNREFUSED', { sent: false, timedOut: true });
  expect(error).toMatchObject({ name: 'TransportError', aborted: false, timedOut: true });
  expect(new TransportError('x', { sent: true, timedOut: false, aborted: true }).aborted).toBe(
    true,
  );
});

test('the base has a name of its own, for those who make errors of it', () => {
  const advice = { zh: '一', en: 'One.' };
  const error = new WechatPayError('It failed.', { code: 'X', outcome: 'none', advice });
  expect(error).toMatchObject({ name: 'WechatPayError', message: 'It failed. One.', attempts: 0 });
});
