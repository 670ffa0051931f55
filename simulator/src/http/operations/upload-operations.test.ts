import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startShop } from '../../testing/start-shop.ts';

const IMAGES = '/v3/merchant-service/images';
/** With bytes that nearly end the part: the boundary is `b0`. */
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 45, 45, 98, 49, 0, 255]);
const metaOf = (bytes: Buffer, filename = 'a.png') => ({
  filename,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

test('an upload is signed over its meta alone, and an image comes back byte for byte, unsigned', async () => {
  const { merchant } = await startShop();
  const meta = metaOf(picture);
  const { status, json } = await merchant.upload(`${IMAGES}/upload`, 'a.png', picture, meta);
  expect(status).toBe(200);
  const fetched = await merchant.getBytes(`${IMAGES}/${json.media_id}`);
  expect(fetched.bytes).toEqual(picture);
  expect(fetched.headers.get('content-type')).toBe('image/png');
  expect(fetched.headers.get('wechatpay-signature')).toBeNull();
  expect((await merchant.get(`${IMAGES}/unknown`)).status).toBe(404);
});

test('an upload that signs anything but its meta is a SIGN_ERROR', async () => {
  const { merchant } = await startShop();
  const path = '/v3/merchant/media/upload';
  const whole = await merchant.upload(path, 'a.png', picture, metaOf(picture), 'everything');
  expect(whole).toMatchObject({ status: 401, json: { code: 'SIGN_ERROR' } });
});

test.each([
  ['another digest', 'a.png', metaOf(Buffer.from('other'))],
  ['no digest', 'a.png', { filename: 'a.png' }],
  ['a further field', 'a.png', { ...metaOf(picture), more: 1 }],
  ['another kind of file', 'a.exe', metaOf(picture)],
])('an upload with %s is a PARAM_ERROR', async (_, filename, meta) => {
  const { merchant } = await startShop();
  const answer = await merchant.upload('/v3/merchant/media/upload', filename, picture, meta);
  expect(answer).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } });
});

test('an image may have two megabytes, a video five', async () => {
  const { merchant } = await startShop();
  const big = Buffer.alloc(2 * 1024 * 1024 + 1);
  const image = await merchant.upload('/v3/merchant/media/upload', 'a.png', big, metaOf(big));
  expect(image.json.message).toBe('图片大小超过限制');
  const path = '/v3/merchant/media/video_upload';
  expect((await merchant.upload(path, 'a.mp4', big, metaOf(big))).status).toBe(200);
});

test('a body that is no multipart is not even authenticated', async () => {
  const { merchant } = await startShop();
  const answer = await merchant.post('/v3/merchant/media/upload', metaOf(picture));
  expect(answer.status).toBe(401);
});
