import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotificationError } from '../core/errors/notification-error.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import { createWechatPay, type WechatPayOptions } from '../create-wechatpay.ts';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import {
  answer,
  apiV3Key,
  nowMs,
  otherKeys,
  scripted,
  seal,
  signedHeaders,
  testOptions,
  wechatSerial,
} from '../testing/test-wechat.ts';
import type { NotificationHeaders } from './notification.ts';
import { maxNotificationBytes } from './open-notification.ts';

const { paid, refunded } = samples;
const body = notice('TRANSACTION.SUCCESS', paid);

function client(change: Partial<WechatPayOptions> = {}) {
  const { transport } = scripted(() => answer(204));
  return createWechatPay({ ...testOptions(transport), ...change });
}

function refusalOf(bytes: Uint8Array, headers: NotificationHeaders = signedHeaders(bytes)) {
  try {
    client().notifications.open({ headers, body: bytes });
  } catch (error) {
    if (error instanceof NotificationError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

test('a payment is verified, opened and typed', () => {
  const headers = signedHeaders(body);
  const opened = client().notifications.open({ headers, body });
  if (opened.event_type !== 'TRANSACTION.SUCCESS') throw new Error(opened.event_type);
  expect(opened.resource).toEqual(paid);
  expect(opened.resource.amount.total).toBe(100);
  expect(opened).toMatchObject({
    id: 'a82b5edd-58e3-51ef-9a72-5390f23af673',
    create_time: '2026-01-01T10:00:06+08:00',
    summary: '支付成功',
    requestId: '08F78BB5AF0610D302-0',
    decrypted: JSON.stringify(paid),
    signed: {
      timestamp: headers['wechatpay-timestamp'],
      nonce: headers['wechatpay-nonce'],
      serial: wechatSerial,
      signature: headers['wechatpay-signature'],
    },
  });
});

test.each(['REFUND.SUCCESS', 'REFUND.ABNORMAL', 'REFUND.CLOSED'])('%s is typed', (event_type) => {
  const bytes = notice(event_type, refunded);
  const opened = client().notifications.open({ headers: signedHeaders(bytes), body: bytes });
  expect(opened.event_type).toBe(event_type);
  expect(opened.resource).toEqual(refunded);
});

test('an event this version does not know is handed over as it is', () => {
  const bytes = notice('PAYSCORE.USER_PAID', { state: 'DONE' }, { summary: undefined });
  expect(client().notifications.open({ headers: signedHeaders(bytes), body: bytes })).toMatchObject(
    {
      event_type: 'OTHER',
      wechat_event_type: 'PAYSCORE.USER_PAID',
      resource: { state: 'DONE' },
      summary: undefined,
    },
  );
});

test('headers may be those of a web request, or Node’s in any case', () => {
  const headers = signedHeaders(body);
  const capitals = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
  );
  for (const form of [new Headers(headers), capitals, { ...headers, accept: undefined }]) {
    expect(client().notifications.open({ headers: form, body }).id).toMatch(/^a82b/);
  }
});

test.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'])(
  'a notification with %s twice is refused',
  (name) => {
    const headers = signedHeaders(body);
    const twice = { ...headers, [name]: [headers[name] ?? '', headers[name] ?? ''] };
    const inTwoCases = { ...headers, [name.toUpperCase()]: headers[name] };
    const onTheWeb = new Headers(headers);
    onTheWeb.append(name, headers[name] ?? '');
    for (const form of [twice, inTwoCases, onTheWeb]) {
      expect(refusalOf(body, form)).toMatchObject({ code: 'NOTIFICATION_UNVERIFIED', status: 401 });
    }
  },
);

test.each([
  ['six minutes old', signedHeaders(body, { atMs: nowMs - 360_000 }), 'timestamp-outside-window'],
  ['from the future', signedHeaders(body, { atMs: nowMs + 360_000 }), 'timestamp-outside-window'],
  ['of an unknown serial', signedHeaders(body, { serial: 'PUB_KEY_ID_9' }), 'serial-unknown'],
  ['forged', signedHeaders(body, { key: otherKeys.privateKey }), 'signature-mismatch'],
  ['unsigned', {}, 'headers-missing'],
  [
    'a probe',
    { ...signedHeaders(body), 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc' },
    'signature-probe',
  ],
])('a notification %s is refused with 401', (_name, headers, reason) => {
  expect(refusalOf(body, headers)).toMatchObject({
    code: 'NOTIFICATION_UNVERIFIED',
    reason,
    status: 401,
    outcome: 'unknown',
  });
});

test('no single flipped bit of the body is believed', () => {
  const headers = signedHeaders(body);
  fc.assert(
    fc.property(fc.nat(body.length * 8 - 1), (bit) => {
      const flipped = Buffer.from(body);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(refusalOf(flipped, headers).code).toBe('NOTIFICATION_UNVERIFIED');
    }),
    { numRuns: 500 },
  );
});

test('a body serialised again after parsing is refused', () => {
  const spaced = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1));
  expect(refusalOf(spaced, signedHeaders(body)).reason).toBe('signature-mismatch');
});

test.each([[JSON.parse(body.toString())], [body.toString()], [undefined], [null]])(
  'a body that was parsed first is said to be so (%#)',
  (parsed) => {
    const failure = refusalOf(parsed, signedHeaders(body));
    expect(failure).toMatchObject({ code: 'NOTIFICATION_BODY_PARSED', status: 500 });
    expect(failure.message).toMatch(/parsed before it was verified/);
  },
);

test.each(['<xml><return_code>SUCCESS</return_code></xml>', '\n<xml>', '<?xml version="1.0"?>'])(
  'the APIv2 notice %j is refused in one sentence that says how to get an APIv3 one',
  (text) => {
    const xml = Buffer.from(text);
    for (const headers of [{}, signedHeaders(xml)]) {
      const failure = refusalOf(xml, headers);
      expect(failure).toMatchObject({ code: 'NOTIFICATION_APIV2', status: 400 });
      expect(failure.message).toMatch(/notify_url/);
    }
  },
);

test('a body over a mebibyte is not even verified', () => {
  const large = Buffer.alloc(maxNotificationBytes + 1, ' ');
  expect(refusalOf(large)).toMatchObject({ code: 'NOTIFICATION_TOO_LARGE', status: 413 });
});

test('a notification sealed with another APIv3 key says which key to check', () => {
  const other = client({ apiV3Key: apiV3Key.toLowerCase() });
  const open = () => other.notifications.open({ headers: signedHeaders(body), body });
  expect(open).toThrow(/Check the APIv3 key/);
  expect(open).toThrow(
    expect.objectContaining({ code: 'NOTIFICATION_UNDECIPHERABLE', status: 500 }),
  );
  expect(open).not.toThrow(apiV3Key.toLowerCase());
});

test('a resource whose tag was cut is not opened', () => {
  const whole = seal(JSON.stringify(paid));
  const ciphertext = Buffer.from(whole.ciphertext ?? '', 'base64')
    .subarray(0, -4)
    .toString('base64');
  const bytes = notice('TRANSACTION.SUCCESS', paid, { resource: { ...whole, ciphertext } });
  expect(refusalOf(bytes).code).toBe('NOTIFICATION_UNDECIPHERABLE');
});

const sealed = seal(JSON.stringify(paid));
test.each([
  ['text that is not JSON', Buffer.from('xml')],
  ['text in a broken encoding', Buffer.from(body.toString().replace('支付成功', '\xff'), 'latin1')],
  ['an envelope without an id', notice('TRANSACTION.SUCCESS', paid, { id: undefined })],
  ['an envelope without an event', notice('', paid)],
  ['no resource', notice('TRANSACTION.SUCCESS', paid, { resource: null })],
  [
    'another cipher',
    notice('TRANSACTION.SUCCESS', paid, { resource: { ...sealed, algorithm: 'SM4_GCM' } }),
  ],
  ['no nonce', notice('TRANSACTION.SUCCESS', paid, { resource: { ...sealed, nonce: '' } })],
  [
    'odd associated data',
    notice('TRANSACTION.SUCCESS', paid, { resource: { ...sealed, associated_data: 1 } }),
  ],
  ['a resource that is a list', notice('TRANSACTION.SUCCESS', [])],
  ['a payment without an amount', notice('TRANSACTION.SUCCESS', { ...paid, amount: undefined })],
  ['a payment in fractions', notice('TRANSACTION.SUCCESS', { ...paid, amount: { total: 0.5 } })],
  ['a payment without its number', notice('TRANSACTION.SUCCESS', { ...paid, transaction_id: '' })],
  ['a refund without an amount', notice('REFUND.SUCCESS', { ...refunded, amount: { total: 1 } })],
  ['a refund without its number', notice('REFUND.CLOSED', { ...refunded, refund_id: undefined })],
])('%s, although signed, is malformed', (_name, bytes) => {
  expect(refusalOf(bytes)).toMatchObject({ code: 'NOTIFICATION_MALFORMED', status: 400 });
});

test('each notification is reported, opened or refused', () => {
  const events: SdkEvent[] = [];
  const observed = client({ onEvent: (event) => events.push(event) });
  const headers = signedHeaders(body);
  observed.notifications.open({ headers, body });
  expect(() => observed.notifications.open({ headers, body: body.subarray(1) })).toThrow();
  expect(() => observed.notifications.open({ headers: {}, body })).toThrow();
  const signedText = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
  expect(events).toMatchObject([
    { name: 'notification', verified: true, signedText, decrypted: JSON.stringify(paid) },
    { verified: false, reason: 'signature-mismatch', errorCode: 'NOTIFICATION_UNVERIFIED' },
    { verified: false, reason: 'headers-missing', signedText: undefined, decrypted: undefined },
  ]);
});
