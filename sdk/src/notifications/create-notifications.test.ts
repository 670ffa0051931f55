import { expect, test } from 'vitest';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import { createReceiver } from '../testing/receiver.ts';
import { signedHeaders } from '../testing/test-wechat.ts';
import { maxNotificationBytes } from './open-notification.ts';

const body = notice('TRANSACTION.SUCCESS', samples.paid);
const receiver = createReceiver();
const address = 'https://shop.example/wechatpay/notifications';
const quiet = { onError: () => {} };

function post(content: Uint8Array | ReadableStream<Uint8Array> | null): Request {
  const sent = content instanceof Uint8Array ? Uint8Array.from(content) : content;
  const init = { method: 'POST', headers: signedHeaders(body), body: sent, duplex: 'half' };
  return new Request(address, init);
}

test('a web request becomes an empty 204', async () => {
  const seen: string[] = [];
  const response = await receiver.handle(post(body), {
    'TRANSACTION.SUCCESS': ({ resource }) => seen.push(resource.transaction_id),
  });
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect(seen).toEqual([samples.paid.transaction_id]);
});

test('a body in many chunks is verified as a whole', async () => {
  const chunks = body.values();
  const byteByByte = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(Uint8Array.of(value));
    },
  });
  const response = await receiver.handle(post(byteByByte), { otherwise: () => {} });
  expect(response.status).toBe(204);
});

test('what is refused becomes JSON that says FAIL', async () => {
  const changed = Buffer.from(body.toString().replace('T2026', 'T2027'));
  const response = await receiver.handle(post(changed.subarray(1)), {}, quiet);
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual({
    code: 'FAIL',
    message: 'NOTIFICATION_UNVERIFIED: signature-mismatch',
  });
});

test('a body that was parsed, or is being read, is said to be so', async () => {
  const parsed = post(body);
  await parsed.json();
  const locked = post(body);
  locked.body?.getReader();
  for (const request of [parsed, locked]) {
    const errors: unknown[] = [];
    const options = { onError: (error: unknown) => errors.push(error) };
    const response = await receiver.handle(request, { otherwise: () => {} }, options);
    expect(response.status).toBe(500);
    expect(String(errors[0])).toMatch(/parsed before it was verified/);
  }
});

test('a request without a body is refused, not called parsed', async () => {
  const response = await receiver.handle(post(null), {}, quiet);
  expect([response.status, await response.text()]).toEqual([
    401,
    expect.stringContaining('signature-mismatch'),
  ]);
});

test('a body over a mebibyte is not read to its end', async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const response = await receiver.handle(post(endless), {}, quiet);
  expect(response.status).toBe(413);
  expect(pulled).toBeLessThan(maxNotificationBytes + 4 * 65_536);
  expect(cancelled).toBe(true);
});
