import type { PushSettings } from '../platform/mini-program/push-envelope.ts';
import { objectSchema, type Schema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';
import { shippingRoutes } from './shipping-routes.ts';

const openid: Schema = { type: 'string', minLength: 1, maxLength: 128 };
const text: Schema = { type: 'string', minLength: 1 };

/** What users and operators do at the mini-program platform: numbers, receipts, subscriptions, messages. */
export function miniProgramRoutes(controls: Controls): readonly ControlRoute[] {
  return [
    phoneRoute(controls),
    ...shippingRoutes(controls),
    ...subscriptionRoutes(controls),
    ...pushRoutes(controls),
    ...messageRoutes(controls),
  ];
}

function phoneRoute({ miniProgram }: Controls): ControlRoute {
  const phoneNumber: Schema = { type: 'string', pattern: '^[0-9]{5,15}$' };
  return route<{ openid: string; phoneNumber?: string }>({
    method: 'POST',
    path: '/phone-numbers',
    tag: 'mini-program',
    summary: 'The user gives the telephone number, the new way and the old',
    answers: '{code, encryptedData, iv}',
    body: objectSchema({ openid, phoneNumber }, ['openid']),
    run({ body }) {
      const event = miniProgram.phones.agree(body.openid, body.phoneNumber ?? '13580006666');
      if (event !== undefined) return event;
      throw new ControlError(409, 'this openid has no session: log it in first');
    },
  });
}

/** What a user answers when asked for subscribe messages. */
interface PostedSubscription {
  readonly openid: string;
  readonly templateId: string;
  readonly answer: 'accept' | 'reject' | 'ban';
}

function subscriptionRoutes({ miniProgram }: Controls): ControlRoute[] {
  const answer: Schema = { type: 'string', enum: ['accept', 'reject', 'ban'] };
  return [
    route<PostedSubscription>({
      method: 'POST',
      path: '/subscriptions',
      tag: 'mini-program',
      summary: 'The user answers wx.requestSubscribeMessage',
      answers: 'the same',
      body: objectSchema({ openid, templateId: text, answer }, ['openid', 'templateId', 'answer']),
      run({ body }) {
        miniProgram.subscriptions.answer(body.openid, body.templateId, body.answer);
        return body;
      },
    }),
    route({
      method: 'GET',
      path: '/subscribe-messages',
      tag: 'mini-program',
      summary: 'The subscribe messages that were sent',
      answers: '{items}',
      run: () => ({ items: miniProgram.subscriptions.sent() }),
    }),
  ];
}

function pushRoutes({ miniProgram: { messages }, random }: Controls): ControlRoute[] {
  const settings: Readonly<Record<string, Schema>> = {
    url: { type: 'string', pattern: '^https?://' },
    token: { type: 'string', pattern: '^[0-9A-Za-z]{3,32}$' },
    encodingAESKey: { type: 'string', pattern: '^[0-9A-Za-z]{43}$' },
    mode: { type: 'string', enum: ['plain', 'secure'] },
    format: { type: 'string', enum: ['json', 'xml'] },
  };
  const answers = '{url, token, encodingAESKey, mode, format}';
  return [
    route({
      method: 'GET',
      path: '/message-push',
      tag: 'mini-program',
      summary: 'Where messages are pushed to',
      answers: `${answers}, or {}`,
      run: () => messages.settings(),
    }),
    route<Partial<PushSettings> & { url: string }>({
      method: 'POST',
      path: '/message-push',
      tag: 'mini-program',
      summary: 'Sets the address after it answered the check',
      answers,
      body: objectSchema(settings, ['url']),
      async run({ body }) {
        // 42 free characters; the last holds only four bits of the key: A keeps the rest zero.
        const made = {
          token: random.letters(32),
          encodingAESKey: `${random.letters(42)}A`,
          mode: 'secure',
          format: 'json',
        } as const;
        const wrong = await messages.configure({ ...made, ...messages.settings(), ...body });
        if (wrong !== undefined) throw new ControlError(409, `Token check failed: ${wrong}`);
        return messages.settings();
      },
    }),
    route({
      method: 'DELETE',
      path: '/message-push',
      tag: 'mini-program',
      summary: 'Ends the pushing of messages',
      answers: '{}',
      async run() {
        await messages.configure(undefined);
      },
    }),
  ];
}

function messageRoutes({ miniProgram: { messages } }: Controls): ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/messages',
      tag: 'mini-program',
      summary: 'The pushed messages with their attempts',
      answers: '{items}',
      run: () => ({ items: messages.list() }),
    }),
    route<{ openid: string; event: string; fields?: Record<string, unknown> }>({
      method: 'POST',
      path: '/messages',
      tag: 'mini-program',
      summary: 'Pushes an event',
      answers: 'the push',
      body: objectSchema({ openid, event: text, fields: { type: 'object' } }, ['openid', 'event']),
      run({ body }) {
        const push = messages.push(body.event, body.openid, body.fields);
        if (push === undefined) throw new ControlError(409, 'message push is not configured');
        return push;
      },
    }),
  ];
}
