import type { Memory } from '../memory.ts';
import { PlatformRefusal } from './platform-refusal.ts';

/** A subscribe message that reached its user. */
export interface SentMessage {
  readonly atMs: number;
  readonly openid: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly page?: string;
}

/** Who agreed to which template, and what was sent. */
export interface Subscriptions {
  /** The user's answer to `wx.requestSubscribeMessage`: each `accept` is good for one message. */
  answer(openid: string, templateId: string, answer: 'accept' | 'reject' | 'ban'): void;
  /** @throws PlatformRefusal 40003, 40037, 43101, 47003 */
  send(message: Readonly<Record<string, unknown>>): void;
  /** In the order of sending. */
  sent(): readonly SentMessage[];
}

/** What subscriptions stand on. */
export interface SubscriptionParts {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly ownsOpenid: (openid: string) => boolean;
}

/** Longest value of each kind of field, and what it may hold. */
const KINDS: Readonly<Record<string, RegExp>> = Object.freeze({
  thing: /^.{1,20}$/su,
  number: /^-?\d{1,32}(?:\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^.{1,32}$/su,
  date: /^.{1,32}$/su,
  amount: /^\D?\d{1,10}(?:\.\d{1,2})?元?$/u,
  phone_number: /^[\d+*-]{1,17}$/,
  car_number: /^.{1,8}$/su,
  name: /^.{1,20}$/su,
  phrase: /^.{1,5}$/su,
  enum: /^.{1,20}$/su,
});

/**
 * Creates an empty register. A template exists once a user was asked about it.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage.html
 */
export function createSubscriptions({
  nowMs,
  ownsOpenid,
  memory,
}: SubscriptionParts): Subscriptions {
  const templates = memory.set<string>('subscriptions.templates');
  const accepts = memory.map<string, number>('subscriptions.accepts');
  const sent = memory.list<SentMessage>('subscriptions.sent');
  return Object.freeze({
    answer(openid: string, templateId: string, answer: 'accept' | 'reject' | 'ban') {
      templates.add(templateId);
      const key = `${openid} ${templateId}`;
      if (answer === 'accept') accepts.set(key, (accepts.get(key) ?? 0) + 1);
      if (answer === 'ban') accepts.delete(key);
    },
    send({ touser, template_id, page, data }: Readonly<Record<string, unknown>>) {
      if (typeof touser !== 'string' || !ownsOpenid(touser)) {
        throw new PlatformRefusal(40003, 'invalid openid');
      }
      if (typeof template_id !== 'string' || !templates.has(template_id)) {
        throw new PlatformRefusal(40037, 'invalid template_id');
      }
      const values = readData(data);
      const key = `${touser} ${template_id}`;
      const left = accepts.get(key) ?? 0;
      if (left === 0) throw new PlatformRefusal(43101, 'user refuse to accept the msg');
      accepts.set(key, left - 1);
      const opens = typeof page === 'string' ? { page } : {};
      sent.push({ atMs: nowMs(), openid: touser, templateId: template_id, data: values, ...opens });
    },
    sent: () => [...sent],
  });
}

function readData(data: unknown): Readonly<Record<string, string>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new PlatformRefusal(47001, 'data format error');
  }
  const values = Object.entries(data).map(([name, field]): [string, string] => {
    const value: unknown = (field as { value?: unknown } | null)?.value;
    const form = KINDS[/^[a-z_]+(?=\d+$)/.exec(name)?.[0] ?? ''];
    const wrong = (what: string) =>
      new PlatformRefusal(47003, `argument invalid! data.${name}.value ${what}`);
    if (typeof value !== 'string' || value === '') throw wrong('is empty');
    if (form?.test(value) !== true) throw wrong('invalid');
    return [name, value];
  });
  return Object.fromEntries(values);
}
