import type { MiniProgramSetup } from '@yifen/contract';
import { describe, expect, test } from 'vitest';
import { emptyPush, messagePushOf } from './message-push.ts';
import {
  guessSource,
  messagesChangeOf,
  mostFields,
  namesIn,
  pasteNames,
  readMessages,
  type TypedTemplate,
} from './program-form.ts';

const program: MiniProgramSetup = {
  appid: 'wx0123456789abcdef',
  paidTemplate: { templateId: 'PAID', fields: { amount2: 'amount', thing1: '"谢谢惠顾' } },
  shippedTemplate: null,
  orderPage: 'pages/detail/detail?id={id}',
  hasMessagePush: true,
  messageUrl: 'https://pay.example.com/wechat/messages/tea/wx0123456789abcdef',
};

const typed = readMessages(program);
const withPaid = (paid: Partial<TypedTemplate>) =>
  messagesChangeOf(program, { ...typed, paid: { ...typed.paid, ...paid } });
const field = (name: string, text = '') => ({ key: 9, name, source: 'text' as const, text });

describe('what payers are told', () => {
  test('nothing is sent while nothing was changed', () => {
    expect(messagesChangeOf(program, typed)).toBeNull();
  });

  test('only what was changed is sent, and an emptied page or a message that is off as null', () => {
    expect(messagesChangeOf(program, { ...typed, orderPage: ' ' })).toEqual({ orderPage: null });
    expect(withPaid({ isOn: false })).toEqual({ paidTemplate: null });
    expect(withPaid({ templateId: ' PAID-2 ' })).toEqual({
      paidTemplate: { templateId: 'PAID-2', fields: program.paidTemplate?.fields },
    });
  });

  test('a fixed text keeps its commas and quotes', () => {
    expect(withPaid({ fields: [field('thing1', '"好茶", 常来')] })).toEqual({
      paidTemplate: { templateId: 'PAID', fields: { thing1: '""好茶", 常来' } },
    });
  });

  test.each([
    ['a template without an id', { templateId: '' }],
    ['an id with a blank in it', { templateId: 'AB CD' }],
    ['a template without fields', { fields: [] }],
    ['a field without its number', { fields: [field('thing', 'x')] }],
    ['two fields of one name', { fields: [field('thing1', 'x'), field('thing1', 'y')] }],
    ['a fixed text of nothing', { fields: [field('thing1')] }],
    ['a fixed text that is too long', { fields: [field('thing1', 'x'.repeat(201))] }],
    [
      'more fields than there may be',
      { fields: Array.from({ length: mostFields + 1 }, (_, at) => field(`thing${at}`, 'x')) },
    ],
  ])('%s is not sent: the server would refuse it', (_, change) => {
    expect(withPaid(change)).toBeNull();
  });

  test.each(['/pages/detail', 'pages/my order'])('%s is no page of a mini-program', (orderPage) => {
    expect(messagesChangeOf(program, { ...typed, orderPage })).toBeNull();
  });
});

describe('the details of a template that are pasted', () => {
  test('give the names of its fields once each, in their order', () => {
    const pasted = '订单编号\n{{character_string1.DATA}}\n金额\n{{amount2.DATA}}\n{{amount2.DATA}}';
    expect(namesIn(pasted)).toEqual(['character_string1', 'amount2']);
    expect(namesIn('thing1')).toEqual([]);
  });

  test('have fields whose kind says what they are likely filled with', () => {
    const names = ['character_string1', 'amount2', 'time3', 'thing4'];
    const guessed = names.map((name) => guessSource(name, 'paid'));
    expect(guessed).toEqual(['outTradeNo', 'amount', 'paidAt', 'description']);
    expect(guessSource('time3', 'shipped')).toBe('shippedAt');
  });
});

test('names that are pasted into a line stand in its place, and lines that were there keep what was chosen', () => {
  const line = (key: number, name: string) => ({ ...field(name, '谢谢惠顾'), key });
  const names = ['thing1', 'amount2'];
  const pasted = pasteNames([line(0, 'thing1'), line(4, '')], 1, { names, kind: 'paid' });
  expect(pasted).toEqual([
    line(0, 'thing1'),
    { key: 5, name: 'amount2', source: 'amount', text: '' },
  ]);
  expect(
    pasteNames([line(0, 'time9')], 0, { names, kind: 'paid' }).map(({ name }) => name),
  ).toEqual(names);
});

describe('message push', () => {
  const key = 'k'.repeat(43);

  test('takes both secrets in secure mode, and the Token alone in plain mode', () => {
    const both = { ...emptyPush, token: ' aToken ', encodingAesKey: key };
    expect(messagePushOf(both)).toEqual({ token: 'aToken', encodingAesKey: key });
    expect(messagePushOf({ ...both, mode: 'plain' })).toEqual({ token: 'aToken' });
  });

  test.each([
    ['no Token', { token: '' }],
    ['a Token with a hyphen', { token: 'a-Token' }],
    ['a Token of 33', { token: 'a'.repeat(33) }],
    ['no EncodingAESKey', { encodingAesKey: '' }],
    ['an EncodingAESKey of 42', { encodingAesKey: 'k'.repeat(42) }],
  ])('%s is not sent', (_, wrong) => {
    expect(
      messagePushOf({ mode: 'secure', token: 'aToken', encodingAesKey: key, ...wrong }),
    ).toBeNull();
  });
});
