import { createHash, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { decryptOaep } from '../core/decrypt-oaep.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import type { TransportAnswer } from '../http/transport.ts';
import { sent } from '../testing/sent.ts';
import {
  answer,
  failureOf,
  merchantKeys,
  scripted,
  signedHeaders,
  testOptions,
  wechatKeys,
} from '../testing/test-wechat.ts';

function client(reply: () => TransportAnswer) {
  const { transport, requests } = scripted(reply);
  return { wechatpay: createWechatPay(testOptions(transport)), requests };
}

test('any endpoint is called signed and verified, its path and query encoded once', async () => {
  const { wechatpay, requests } = client(() => answer(200, { serial: 'x' }));
  const { data, status } = await wechatpay.call<{ serial: string }>({
    method: 'GET',
    path: '/v3/marketing/favor/users/{openid}/coupons/{id}',
    params: { openid: "o|/%*'1", id: '2' },
    query: { appid: 'wx1', 'a b': 'c&d=é', limit: 20, all: true, none: undefined },
  });
  expect(data.serial).toBe('x');
  expect(status).toBe(200);
  expect(sent(requests[0]).line).toBe(
    'GET /v3/marketing/favor/users/o%7C%2F%25%2A%271/coupons/2?appid=wx1&a%20b=c%26d%3D%C3%A9&limit=20&all=true',
  );
});

test('a body may seal its own sensitive fields, and an empty answer has no data', async () => {
  const { wechatpay, requests } = client(() => answer(204));
  const { data } = await wechatpay.call({
    method: 'POST',
    path: '/v3/security/echo',
    body: (seal) => ({ name: seal('name', '张三') }),
  });
  expect(data).toBeUndefined();
  const { name } = JSON.parse(sent(requests[0]).body);
  expect(decryptOaep(name, wechatKeys.privateKey)).toBe('张三');
});

test.each([
  ['/v2/x', 'path'],
  ['v3/x', 'path'],
  ['/v3/', 'path'],
  ['/v3/a/../b', 'path'],
  ['/v3/./b', 'path'],
  ['/v3/a?b=c', 'path'],
  ['/v3/a#b', 'path'],
  ['/v3/a|b', 'path'],
  ['/v3/a%zz', 'path'],
  ['https://evil.example/v3/a', 'path'],
  ['/v3/{missing}', 'params.missing'],
  ['/v3/{toString}', 'params.toString'],
  ['/v3/{dots}', 'params.dots'],
])('the path %s is refused before anything is sent', async (path, field) => {
  const { wechatpay, requests } = client(() => answer(200, {}));
  const call = wechatpay.call({ method: 'GET', path, params: { dots: '..' } });
  expect(await failureOf(call)).toMatchObject({ field, outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('a body that cannot be sent is refused', async () => {
  const { wechatpay } = client(() => answer(200, {}));
  const file = { filename: 'a.png', contentType: 'image/png', content: Buffer.from('x') };
  const get = wechatpay.call({ method: 'GET', path: '/v3/a', body: {} });
  const both = wechatpay.call({ method: 'POST', path: '/v3/a', body: {}, file });
  expect(await failureOf(get)).toMatchObject({ field: 'body' });
  expect(await failureOf(both)).toMatchObject({ field: 'file' });
});

test('an unverified answer is not believed here either, and JSON must be JSON', async () => {
  const forged = client(() => answer(200, {}, {}));
  expect(await failureOf(forged.wechatpay.call({ method: 'GET', path: '/v3/a' }))).toMatchObject({
    code: 'ANSWER_UNVERIFIED',
  });
  const text = client(() => answer(200, 'plain'));
  expect(await failureOf(text.wechatpay.call({ method: 'GET', path: '/v3/a' }))).toMatchObject({
    code: 'ANSWER_MALFORMED',
  });
});

test.each([
  '/v3/billdownload/file',
  '/v3/merchant-service/images/abc',
  '/v3/global/merchant-service/images/abc',
  '/v3/new-tax-control-fapiao/download',
  '/v3/transferdownload/elecvoucherfile',
  '/v3/transferdownload/signfile',
  '/v3/statements',
])('the unsigned download %s is taken when it is asked for, and only then', async (path) => {
  const { wechatpay } = client(() => answer(200, 'file', {}));
  const call = { method: 'GET', path, query: { token: 'x' } } as const;
  const { body, data } = await wechatpay.call({ ...call, unsignedAnswer: 'documented-download' });
  expect(Buffer.from(body).toString()).toBe('file');
  expect(data).toBeUndefined();
  expect(await failureOf(wechatpay.call(call))).toMatchObject({ code: 'ANSWER_UNVERIFIED' });
});

test.each([
  ['GET', '/v3/pay/transactions/id/4200'],
  ['GET', '/v3/billdownload/file/x'],
  ['POST', '/v3/billdownload/file'],
  ['GET', '/v3/merchant-service/images/a/b'],
] as const)('no other answer can be taken unsigned: %s %s', async (method, path) => {
  const { wechatpay, requests } = client(() => answer(200, {}, {}));
  const call = wechatpay.call({ method, path, unsignedAnswer: 'documented-download' });
  expect(await failureOf(call)).toMatchObject({ field: 'unsignedAnswer', outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('a download that does carry a signature must carry a right one', async () => {
  const { wechatpay } = client(() => answer(200, 'file', signedHeaders('other')));
  const call = wechatpay.call({
    method: 'GET',
    path: '/v3/billdownload/file',
    unsignedAnswer: 'documented-download',
  });
  expect(await failureOf(call)).toMatchObject({ code: 'ANSWER_UNVERIFIED' });
});

test('an answer may be larger than usual when the call says so', async () => {
  const { wechatpay, requests } = client(() => answer(200, ' '.repeat(1_048_577), {}));
  const call = {
    method: 'GET',
    path: '/v3/statements',
    unsignedAnswer: 'documented-download',
  } as const;
  expect(await failureOf(wechatpay.call(call))).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
  const { body } = await wechatpay.call({ ...call, maxAnswerBytes: 2_000_000 });
  expect(body).toHaveLength(1_048_577);
  expect(requests[1]).toMatchObject({ maxAnswerBytes: 2_000_000, headers: { accept: '*/*' } });
});

const content = Buffer.from([1, 13, 10, 255]);
const sha256 = createHash('sha256').update(content).digest('hex');

test.each([
  ['uploadImage', 'a.JPG', '/v3/merchant/media/upload', 'image/jpeg'],
  ['uploadVideo', 'a.mp4', '/v3/merchant/media/video_upload', 'video/mp4'],
] as const)('%s signs the meta part and nothing else', async (way, filename, path, type) => {
  const { wechatpay, requests } = client(() => answer(200, { media_id: 'm1' }));
  expect(await wechatpay.media[way]({ filename, content })).toEqual({ media_id: 'm1' });
  const meta = JSON.stringify({ filename, sha256 });
  const { line, body } = sent(requests[0]);
  expect(line).toBe(`POST ${path}`);
  expect(body).toContain(`\r\n\r\n${meta}\r\n--`);
  expect(body).toContain(`filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`);
  const fields = /nonce_str="(.+)",signature="(.+)",timestamp="(\d+)"/.exec(
    requests[0]?.headers.authorization ?? '',
  );
  const message = `POST\n${path}\n${fields?.[3]}\n${fields?.[1]}\n${meta}\n`;
  const signature = Buffer.from(fields?.[2] ?? '', 'base64');
  expect(verify('RSA-SHA256', Buffer.from(message), merchantKeys.publicKey, signature)).toBe(true);
});

test('the escape hatch uploads too, with more members of meta', async () => {
  const { wechatpay, requests } = client(() => answer(200, { media_url: 'https://x' }));
  const { data } = await wechatpay.call<{ media_url: string }>({
    method: 'POST',
    path: '/v3/marketing/favor/media/image-upload',
    file: { filename: 'a.png', contentType: 'image/png', content, meta: { kind: 1 } },
  });
  expect(data.media_url).toBe('https://x');
  expect(sent(requests[0]).body).toContain(JSON.stringify({ filename: 'a.png', sha256, kind: 1 }));
});

test.each([
  ['a.gif', content, 'filename'],
  ['jpg', content, 'filename'],
  ['a.png', new Uint8Array(), 'content'],
])('a file WeChat would refuse is not sent (%s)', async (filename, bytes, field) => {
  const { wechatpay, requests } = client(() => answer(200, {}));
  const call = wechatpay.media.uploadImage({ filename, content: bytes });
  expect(await failureOf(call)).toMatchObject({ field });
  expect(requests).toHaveLength(0);
});

test('an upload that answers no media_id is malformed', async () => {
  const { wechatpay } = client(() => answer(200, {}));
  expect(
    await failureOf(wechatpay.media.uploadImage({ filename: 'a.png', content })),
  ).toMatchObject({ code: 'ANSWER_MALFORMED' });
});
