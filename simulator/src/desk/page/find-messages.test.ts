import { expect, test } from 'vitest';
import { findMessages } from './find-messages.ts';
import type { FlowEvent } from './wire.ts';

const message = (id: number, more: Partial<FlowEvent>): FlowEvent => ({
  id,
  atMs: id,
  step: null,
  from: 'server',
  to: 'wechat',
  name: 'order.queried',
  outcome: 'ok',
  ...more,
});
const messages = [
  message(1, { outTradeNo: 'T0001', request: { method: 'GET', url: '/v3/certificates' } }),
  message(2, { outTradeNo: 'T0002', outcome: 'refused', response: { status: 401 } }),
  message(3, { note: 'Slow' }),
];
const found = (search: string) => findMessages(messages, search).map(({ id }) => id);

test('a search looks at name, order number, address, status, outcome and note, in any case', () => {
  expect(found('t0001')).toEqual([1]);
  expect(found('CERTIFICATES')).toEqual([1]);
  expect(found('401')).toEqual([2]);
  expect(found('refused')).toEqual([2]);
  expect(found('slow')).toEqual([3]);
  expect(found('queried')).toEqual([1, 2, 3]);
});

test('every word of a search must be there', () => {
  expect(found('t0001 get')).toEqual([1]);
  expect(found('t0002 get')).toEqual([]);
});

test('no search is no work: the list itself comes back', () => {
  expect(findMessages(messages, '  ')).toBe(messages);
});
