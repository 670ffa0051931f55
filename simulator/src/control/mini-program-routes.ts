import type { FastifyInstance } from 'fastify';
import { describeShipping } from '../platform/mini-program/describe-shipping.ts';
import type { PushSettings } from '../platform/mini-program/push-envelope.ts';
import type { OrderKey } from '../platform/mini-program/shipment.ts';
import type { ShippingCase, ShippingSettings } from '../platform/mini-program/shipping-desk.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

const openid = { type: 'string', minLength: 1, maxLength: 128 } as const;
const text = { type: 'string', minLength: 1 } as const;

/** Registers what users and operators do at the mini-program platform: numbers, receipts, subscriptions, messages. */
export function registerMiniProgram(app: FastifyInstance, controls: Controls): void {
  registerPhones(app, controls);
  registerSettings(app, controls);
  registerShipping(app, controls);
  registerSubscriptions(app, controls);
  registerMessages(app, controls);
}

function registerPhones(app: FastifyInstance, { miniProgram }: Controls): void {
  const phoneNumber = { type: 'string', pattern: '^[0-9]{5,15}$' };
  app.post<{ Body: { openid: string; phoneNumber?: string } }>(
    '/phone-numbers',
    { schema: { body: object({ openid, phoneNumber }, ['openid']) } },
    ({ body }) => {
      const event = miniProgram.phones.agree(body.openid, body.phoneNumber ?? '13580006666');
      if (event !== undefined) return event;
      throw new ControlError(409, 'this openid has no session: log it in first');
    },
  );
}

/** The settings of the console; what is absent stays as it is. */
interface PostedSettings extends Partial<ShippingSettings> {
  readonly openPlatformBound?: boolean;
}

function registerSettings(app: FastifyInstance, { miniProgram }: Controls): void {
  const { shipping, paths } = miniProgram;
  const view = () => ({
    ...shipping.settings(),
    openPlatformBound: miniProgram.unionid('') !== undefined,
    paths,
  });
  const schema = object({
    managed: { type: 'boolean' },
    confirmed: { type: 'boolean' },
    syncDelayMs: { type: 'integer', minimum: 0 },
    openPlatformBound: { type: 'boolean' },
  });
  app.get('/mini-program', view);
  app.post<{ Body: PostedSettings }>('/mini-program', { schema: { body: schema } }, ({ body }) => {
    const { openPlatformBound, ...changed } = body;
    shipping.change(changed);
    if (openPlatformBound !== undefined) miniProgram.bindOpenPlatform(openPlatformBound);
    return view();
  });
}

/** What `weappOrderConfirm` is opened with, and what the user does there. */
interface PostedReceipt {
  readonly openid: string;
  readonly transaction_id?: string;
  readonly merchant_id?: string;
  readonly merchant_trade_no?: string;
  readonly choice?: 'confirm' | 'cancel';
}

function registerShipping(app: FastifyInstance, { miniProgram }: Controls): void {
  const { shipping, sales, appid } = miniProgram;
  const describe = (one: ShippingCase) => ({
    ...describeShipping(one, sales.ownerOf(one.sale)),
    frozen: shipping.settings().managed && one.state !== 4 && one.state !== 5,
  });
  app.get('/shipping', () => ({ items: shipping.list(appid).map(describe) }));
  const receipt = {
    openid,
    transaction_id: text,
    merchant_id: text,
    merchant_trade_no: text,
    choice: { type: 'string', enum: ['confirm', 'cancel'] },
  };
  app.post<{ Body: PostedReceipt }>(
    '/receipts',
    { schema: { body: object(receipt, ['openid']) } },
    ({ body }) => {
      if (body.choice === 'cancel') return { status: 'cancel', errormsg: '' };
      const status = shipping.confirm(body.openid, receiptKey(body));
      return status === 'unknown'
        ? { status: 'fail', errormsg: '获取用户订单失败' }
        : { status, errormsg: '' };
    },
  );
  app.post<{ Params: { id: string }; Body: { open: boolean } }>(
    '/shipping/:id/complaint',
    { schema: { body: object({ open: { type: 'boolean' } }, ['open']) } },
    ({ params: { id }, body }) => {
      if (sales.byTransaction(id) === undefined) throw new ControlError(404, `no payment ${id}`);
      shipping.setComplaint(id, body.open);
      return body;
    },
  );
}

function receiptKey(body: PostedReceipt): OrderKey {
  const { transaction_id, merchant_id: mchid = '', merchant_trade_no: out_trade_no = '' } = body;
  return transaction_id === undefined
    ? { order_number_type: 1, mchid, out_trade_no }
    : { order_number_type: 2, transaction_id };
}

function registerSubscriptions(app: FastifyInstance, { miniProgram }: Controls): void {
  const answer = { type: 'string', enum: ['accept', 'reject', 'ban'] };
  app.post<{ Body: { openid: string; templateId: string; answer: 'accept' | 'reject' | 'ban' } }>(
    '/subscriptions',
    {
      schema: {
        body: object({ openid, templateId: text, answer }, ['openid', 'templateId', 'answer']),
      },
    },
    ({ body }) => {
      miniProgram.subscriptions.answer(body.openid, body.templateId, body.answer);
      return body;
    },
  );
  app.get('/subscribe-messages', () => ({ items: miniProgram.subscriptions.sent() }));
}

function registerMessages(app: FastifyInstance, { miniProgram, random }: Controls): void {
  const { messages } = miniProgram;
  const settings = {
    url: { type: 'string', pattern: '^https?://' },
    token: { type: 'string', pattern: '^[0-9A-Za-z]{3,32}$' },
    encodingAESKey: { type: 'string', pattern: '^[0-9A-Za-z]{43}$' },
    mode: { type: 'string', enum: ['plain', 'secure'] },
    format: { type: 'string', enum: ['json', 'xml'] },
  };
  app.get('/message-push', () => messages.settings() ?? {});
  app.post<{ Body: Partial<PushSettings> & { url: string } }>(
    '/message-push',
    { schema: { body: object(settings, ['url']) } },
    async ({ body }) => {
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
  );
  app.delete('/message-push', async () => {
    await messages.configure(undefined);
    return {};
  });
  app.get('/messages', () => ({ items: messages.list() }));
  app.post<{ Body: { openid: string; event: string; fields?: Record<string, unknown> } }>(
    '/messages',
    {
      schema: {
        body: object({ openid, event: text, fields: { type: 'object' } }, ['openid', 'event']),
      },
    },
    ({ body }) => {
      const push = messages.push(body.event, body.openid, body.fields);
      if (push === undefined) throw new ControlError(409, 'message push is not configured');
      return push;
    },
  );
}

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}
