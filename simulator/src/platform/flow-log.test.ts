import { expect, test } from 'vitest';
import type { NewFlowEvent } from './flow-event.ts';
import { createFlowLog } from './flow-log.ts';
import { createMask } from './mask-secrets.ts';

const event = (body: string): NewFlowEvent => ({
  step: null,
  from: 'server',
  to: 'wechat',
  name: 'query.request',
  outcome: 'ok',
  request: { method: 'POST', url: '/v3/x?access_token=abc', body },
});

test('a secret of the time of an event stays hidden, however late somebody looks', () => {
  let secret = 'first-secret';
  const log = createFlowLog(
    () => 5,
    createMask(() => [secret]),
  );
  const heard: string[] = [];
  log.record(event('a first-secret'));
  secret = 'second-secret';
  log.subscribe(({ request }) => heard.push(`${request?.body}`));
  log.record(event('a second-secret'));
  secret = 'third-secret';
  const shown = log.list();
  expect(shown.map(({ request }) => request?.body)).toEqual(['a ••••••', 'a ••••••']);
  expect(heard).toEqual(['a ••••••']);
  expect(JSON.stringify(shown)).not.toMatch(/abc|(first|second)-secret/);
});

test('an event is worked out once: everybody is shown the same one', () => {
  const log = createFlowLog(
    () => 5,
    createMask(() => []),
  );
  expect(log.record({ ...event('x'), atMs: 9 })).toBe(1);
  const [first] = log.list();
  expect(first).toMatchObject({ id: 1, atMs: 9 });
  expect(log.list()[0]).toBe(first);
  expect(Object.isFrozen(first)).toBe(true);
});

test('the last ten thousand are kept, and a part of them can be asked for', () => {
  const log = createFlowLog(
    () => 5,
    createMask(() => []),
  );
  for (let count = 0; count < 10_003; count += 1) log.record(event('x'));
  const ids = (afterId?: number, most?: number) => log.list(afterId, most).map(({ id }) => id);
  expect(ids()).toHaveLength(10_000);
  expect(ids(0, 2)).toEqual([4, 5]);
  expect(ids(10_001)).toEqual([10_002, 10_003]);
  expect(ids(10_003)).toEqual([]);
  expect(ids(99_999)).toEqual([]);
});

test('of a text longer than 32,768 characters no more is kept than is shown', () => {
  const log = createFlowLog(
    () => 5,
    createMask(() => ['secret']),
  );
  log.record(event(`secret${'x'.repeat(40_000)}`));
  const body = log.list()[0]?.request?.body ?? '';
  expect(body).toHaveLength(32_769);
  expect(body.startsWith('••••••x')).toBe(true);
  expect(body.endsWith('x…')).toBe(true);
});
