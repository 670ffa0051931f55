import { afterEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../core/errors/config-error.ts';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import { createReceiver, receiverMchid } from '../testing/receiver.ts';
import { nowMs, signedHeaders, wechatSerial } from '../testing/test-wechat.ts';
import { answerNotification } from './answer-notification.ts';
import { createMemoryNotificationStore } from './create-memory-notification-store.ts';
import type { Notification, ReceivedNotification } from './notification.ts';
import type { AnswerOptions, NotificationHandlers } from './notification-handlers.ts';
import { readHeaders } from './read-headers.ts';

const body = notice('TRANSACTION.SUCCESS', samples.paid);
const key = `${receiverMchid}/a82b5edd-58e3-51ef-9a72-5390f23af673`;
const receiver = createReceiver();

function answer(handlers: NotificationHandlers, options: AnswerOptions = {}, bytes = body) {
  const request = { headers: signedHeaders(bytes), body: bytes };
  return receiver.answer(request, handlers, { onError: () => {}, ...options });
}

function failure(message: string) {
  return JSON.stringify({ code: 'FAIL', message });
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('a payment is acknowledged with 204 once its handler has resolved, not before', async () => {
  const steps: string[] = [];
  const written = Promise.withResolvers<void>();
  const answered = answer({
    'TRANSACTION.SUCCESS': async ({ resource }, context) => {
      steps.push(resource.out_trade_no, context.key);
      await written.promise;
    },
  }).then((result) => {
    steps.push('answered');
    return result;
  });
  await new Promise(setImmediate);
  expect(steps).toEqual([samples.paid.out_trade_no, key]);
  written.resolve();
  expect(await answered).toEqual({ status: 204, headers: {}, body: undefined });
});

test('a handler that fails is answered 500, so that WeChat sends again', async () => {
  const errors: unknown[] = [];
  const cause = new Error('the database is down');
  const handlers = { 'TRANSACTION.SUCCESS': () => Promise.reject(cause) };
  expect(await answer(handlers, { onError: (error) => errors.push(error) })).toEqual({
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: failure('it was not processed'),
  });
  expect(errors).toEqual([cause]);
});

test('a handler that throws at once is answered 500 as well', async () => {
  const handlers = {
    'TRANSACTION.SUCCESS': () => {
      throw new Error('no');
    },
  };
  expect(await answer(handlers)).toMatchObject({ status: 500 });
});

test('an event without a handler is not acknowledged, and the missing one is named', async () => {
  const errors: unknown[] = [];
  const refund = notice('REFUND.SUCCESS', samples.refunded);
  const handlers = { 'TRANSACTION.SUCCESS': () => {} };
  const options = { onError: (error: unknown) => errors.push(error) };
  expect(await answer(handlers, options, refund)).toMatchObject({ status: 500 });
  expect(errors).toEqual([expect.any(ConfigError)]);
  expect(String(errors[0])).toMatch(
    /handlers: there is none for REFUND\.SUCCESS \(REFUND\.SUCCESS\)\./,
  );
  expect(errors[0]).toMatchObject({
    advice: { zh: expect.stringContaining('otherwise'), en: expect.stringContaining('otherwise') },
  });
});

test('otherwise takes every event without a handler, a name of the prototype included', async () => {
  const seen: string[] = [];
  const handlers: NotificationHandlers = {
    'TRANSACTION.SUCCESS': () => seen.push('own'),
    otherwise: ({ wechat_event_type }: Notification) => seen.push(wechat_event_type),
  };
  expect(await answer(handlers)).toMatchObject({ status: 204 });
  for (const event of ['REFUND.CLOSED', 'toString', 'PAYSCORE.USER_PAID']) {
    const bytes = notice(event, samples.refunded);
    expect(await answer(handlers, {}, bytes)).toMatchObject({ status: 204 });
  }
  expect(seen).toEqual(['own', 'REFUND.CLOSED', 'toString', 'PAYSCORE.USER_PAID']);
});

test('what does not verify never reaches a handler and is answered with its reason', async () => {
  const handlers = { otherwise: () => expect.unreachable() };
  const refused = await receiver.answer({ headers: {}, body }, handlers, { onError: () => {} });
  expect(refused).toMatchObject({
    status: 401,
    body: failure('NOTIFICATION_UNVERIFIED: headers-missing'),
  });
  const parsed = { headers: signedHeaders(body), body: undefined };
  expect(await receiver.answer(parsed, handlers, { onError: () => {} })).toMatchObject({
    status: 500,
    body: failure('NOTIFICATION_BODY_PARSED: no bytes were left instead of the raw body'),
  });
});

test('without onError one sentence goes to standard error, and neither body nor key', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  await receiver.answer({ headers: {}, body: undefined }, {});
  const cause = new Error('the database is down');
  await receiver.answer(
    { headers: signedHeaders(body), body },
    { otherwise: () => Promise.reject(cause) },
  );
  expect(log.mock.calls).toEqual([
    [expect.stringMatching(/^NotificationError: .*parsed before it was verified.*raw bytes/)],
    [cause],
  ]);
});

test('an observer that throws disturbs nothing', async () => {
  const onError = () => {
    throw new Error('the log is full');
  };
  expect(await answer({}, { onError })).toMatchObject({ status: 500 });
});

test('with a store a resend is acknowledged without running the handler again', async () => {
  const store = createMemoryNotificationStore();
  const runs: string[] = [];
  const handlers = { otherwise: ({ id }: Notification) => runs.push(id) };
  expect(await answer(handlers, { store })).toMatchObject({ status: 204 });
  expect(await answer(handlers, { store })).toMatchObject({ status: 204 });
  expect(runs).toHaveLength(1);
});

test('a resend while the handler runs is neither run nor acknowledged', async () => {
  const store = createMemoryNotificationStore();
  const written = Promise.withResolvers<void>();
  const first = answer({ otherwise: () => written.promise }, { store });
  const second = answer({ otherwise: () => expect.unreachable() }, { store });
  expect(await second).toMatchObject({ status: 503, body: failure('it is being processed') });
  written.resolve();
  expect(await first).toMatchObject({ status: 204 });
});

test('after a failure the next delivery runs the handler again, at once', async () => {
  const store = createMemoryNotificationStore();
  expect(await answer({ otherwise: () => Promise.reject(1) }, { store })).toMatchObject({
    status: 500,
  });
  expect(await answer({ otherwise: () => {} }, { store })).toMatchObject({ status: 204 });
});

test.each(['claim', 'complete'])('a store that fails to %s is answered 500', async (at) => {
  const down = () => Promise.reject(new Error('the store is down'));
  const claimed = { state: 'claimed' as const, complete: down, release: down };
  const store = { claim: at === 'claim' ? down : async () => claimed };
  expect(await answer({ otherwise: () => {} }, { store })).toMatchObject({ status: 500 });
});

test('when giving back fails too, the failure of the handler is the one reported', async () => {
  const errors: unknown[] = [];
  const down = () => Promise.reject(new Error('the store is down'));
  const claimed = { state: 'claimed' as const, complete: down, release: down };
  const options = {
    store: { claim: async () => claimed },
    onError: (error: unknown) => errors.push(error),
  };
  await answer({ otherwise: () => Promise.reject(new Error('the handler')) }, options);
  expect(errors).toEqual([new Error('the handler')]);
});

test('the lease is that of the caller, a minute by default', async () => {
  const leases: unknown[] = [];
  const store = {
    claim: async (claimedKey: string, lease: object) => {
      leases.push([claimedKey, lease]);
      return { state: 'done' as const };
    },
  };
  await answer({ otherwise: () => {} }, { store });
  await answer({ otherwise: () => {} }, { store, leaseMs: 5000 });
  expect(leases).toEqual([
    [key, { nowMs, leaseMs: 60_000 }],
    [key, { nowMs, leaseMs: 5000 }],
  ]);
});

test('a key that must be fetched is there before the notification is opened', async () => {
  const request = { headers: signedHeaders(body), body };
  const steps: string[] = [];
  const parts = {
    mchid: receiverMchid,
    nowMs: () => nowMs,
    prepare: async ({ headers }: ReceivedNotification) => {
      await Promise.resolve();
      steps.push(String(readHeaders(headers).header('wechatpay-serial')));
    },
    open: () => {
      steps.push('opened');
      return receiver.open(request);
    },
  };
  const answered = await answerNotification(request, { otherwise: () => {} }, parts);
  expect(answered.status).toBe(204);
  expect(steps).toEqual([wechatSerial, 'opened']);
});
