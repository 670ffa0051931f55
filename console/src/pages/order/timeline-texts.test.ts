// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { nameActors } from '../../components/use-actor-name.ts';
import { sayLine, sayNote, sayOutcome, timelineTexts } from './timeline-texts.ts';

const { zh } = timelineTexts;

test('what happened is said in words, and a name that nobody translated is shown as it is', () => {
  expect(sayLine({ kind: 'order', name: 'pay' }, zh)).toBe('支付成功');
  expect(sayLine({ kind: 'refund', name: 'hold' }, zh)).toBe('提交退款，等待审批');
  expect(sayLine({ kind: 'delivery', name: 'order.paid' }, zh)).toBe('推送 order.paid');
  expect(sayLine({ kind: 'shipment', name: 'something-new' }, zh)).toBe('something-new');
});

test('only messages and webhooks have an outcome of their own', () => {
  expect(sayOutcome({ kind: 'message', to: 'refused' }, zh)).toBe('未送达');
  expect(sayOutcome({ kind: 'order', to: 'paid' }, zh)).toBeNull();
});

test('ids of people and keys in a note become names, and nothing else does', () => {
  const note = '6400 -> 900 by user:01a2-b3, asked by key:k_9';
  expect(nameActors(note, (actor) => `<${actor}>`)).toBe(
    '6400 -> 900 by <user:01a2-b3>, asked by <key:k_9>',
  );
});

test('a bare number in a note says whose it is', () => {
  expect(sayNote('delivery', '503', zh)).toBe('对方应答 HTTP 503');
  expect(sayNote('message', '43101', zh)).toBe('用户未订阅此消息（微信错误码 43101）');
  expect(sayNote('message', '47003', zh)).toBe('微信错误码 47003');
  expect(sayNote('refund', '6000', zh)).toBe('6000');
});
