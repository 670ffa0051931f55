import { expect, test } from 'vitest';
import { NotificationError } from '../core/errors/notification-error.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import { answer, scripted, seal, signedHeaders, testOptions } from '../testing/test-wechat.ts';
import { maxNotificationBytes } from './open-notification.ts';

const { paid } = samples;
const requestId = '08F78BB5AF0610D302-0';
const sealed = seal(JSON.stringify(paid));

const events: SdkEvent[] = [];
const client = createWechatPay({
  ...testOptions(scripted(() => answer(204)).transport),
  onEvent: (event) => events.push(event),
});

function refusalOf(body: unknown, headers = signedHeaders(Buffer.from(String(body)))) {
  events.length = 0;
  try {
    client.notifications.open({ headers, body: body as Uint8Array });
  } catch (error) {
    if (error instanceof NotificationError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

function resource(change: object): Buffer {
  return notice('TRANSACTION.SUCCESS', paid, { resource: { ...sealed, ...change } });
}

/** The reason is what an operator reads in the log, so each is held to the letter. */
test.each([
  ['[]', 'not a JSON object'],
  ['{}', 'id, create_time or event_type is missing'],
  [notice('TRANSACTION.SUCCESS', paid, { id: '' }), 'id, create_time or event_type is missing'],
  [notice('TRANSACTION.SUCCESS', paid, { resource: null }), 'resource is missing'],
  [resource({ algorithm: 'AES' }), 'resource.algorithm is unknown'],
  [resource({ ciphertext: 1 }), 'resource.ciphertext or nonce is missing'],
  [resource({ nonce: undefined }), 'resource.ciphertext or nonce is missing'],
  [resource({ associated_data: 1 }), 'resource.associated_data is not a text'],
  [
    notice('TRANSACTION.SUCCESS', paid, { resource: seal('[1]') }),
    'the resource is not a JSON object',
  ],
  [notice('TRANSACTION.SUCCESS', { state: 1 }), 'not the resource of TRANSACTION.SUCCESS'],
])('%s is malformed, and the reason says: %s', (text, reason) => {
  const refusal = refusalOf(Buffer.from(text));
  expect(refusal).toMatchObject({ code: 'NOTIFICATION_MALFORMED', reason, requestId });
});

test('a resource that does not decrypt says why, under which request', () => {
  const other = seal('{}');
  const body = resource({ nonce: other.nonce === sealed.nonce ? 'another12345' : other.nonce });
  expect(refusalOf(body)).toMatchObject({
    code: 'NOTIFICATION_UNDECIPHERABLE',
    reason: 'wrong-key-or-changed',
    requestId,
  });
});

test('null for associated data is the same as none', () => {
  const body = resource({ associated_data: null });
  // The sample was sealed with associated data, so it must not open; but it is not malformed.
  expect(refusalOf(body)).toMatchObject({ code: 'NOTIFICATION_UNDECIPHERABLE' });
});

test.each([
  [undefined, 'no bytes were left instead of the raw body'],
  [{ id: 'parsed' }, 'a object came instead of the raw body'],
  ['{"id":"text"}', 'a string came instead of the raw body'],
])('without raw bytes (%j) the reason says what came', (body, reason) => {
  expect(refusalOf(body)).toMatchObject({ code: 'NOTIFICATION_BODY_PARSED', reason });
  expect(events).toMatchObject([
    {
      name: 'notification',
      signedText: undefined,
      serial: undefined,
      verified: false,
      errorCode: 'NOTIFICATION_BODY_PARSED',
      reason,
    },
  ]);
});

test('the largest body is judged by its content, one byte more by its length', () => {
  const largest = Buffer.alloc(maxNotificationBytes, ' ');
  expect(refusalOf(largest).code).toBe('NOTIFICATION_MALFORMED');
  const tooLarge = Buffer.alloc(maxNotificationBytes + 1, ' ');
  expect(refusalOf(tooLarge)).toMatchObject({
    code: 'NOTIFICATION_TOO_LARGE',
    reason: `over ${maxNotificationBytes} bytes`,
  });
});

test('XML is the old interface; a JSON body that speaks of XML is not', () => {
  expect(refusalOf(Buffer.from('<xml><a/></xml>'))).toMatchObject({
    code: 'NOTIFICATION_APIV2',
    reason: 'the body is XML',
  });
  expect(refusalOf(Buffer.from('{"a":"<xml>"}')).code).toBe('NOTIFICATION_MALFORMED');
});

test('a header that came twice is named as the reason', () => {
  const body = notice('TRANSACTION.SUCCESS', paid);
  const headers = signedHeaders(body);
  const nonce = headers['wechatpay-nonce'] ?? '';
  const twice = { ...headers, 'wechatpay-nonce': [nonce, nonce] };
  expect(() => client.notifications.open({ headers: twice, body })).toThrow(
    expect.objectContaining({ code: 'NOTIFICATION_UNVERIFIED', reason: 'header-repeated' }),
  );
});
