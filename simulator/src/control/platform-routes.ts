import type { FastifyInstance } from 'fastify';
import { faultKinds, faultOperations, type NewFault } from '../faults/fault.ts';
import { describeTransaction, type Order } from '../platform/order.ts';
import { callerOf } from '../platform/refuse-strangers.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';
import { registerKeys } from './register-keys.ts';

/** Registers what belongs to WeChat: merchant, orders, notifications, faults, clock, keys. */
export function registerPlatform(app: FastifyInstance, controls: Controls): void {
  app.get('/merchant', () => ({ ...controls.merchant, ...controls.keys.credentials() }));
  registerOrders(app, controls);
  registerNotifications(app, controls);
  registerFaults(app, controls);
  registerClock(app, controls);
  registerKeys(app, controls);
}

function registerOrders(app: FastifyInstance, controls: Controls): void {
  app.get('/orders', () => ({
    items: controls.orders.list().map((order) => orderView(order, controls)),
  }));
  app.get<{ Params: { outTradeNo: string } }>('/orders/:outTradeNo', ({ params }) => {
    const order = controls.orders.find(params.outTradeNo);
    if (order === undefined) throw new ControlError(404, `no order ${params.outTradeNo}`);
    return orderView(order, controls);
  });
}

/** Our record around WeChat's: `transaction` is what a query would answer. */
function orderView(order: Order, { orders, notifier }: Controls): unknown {
  const { request, createdAtMs, expiresAtMs, prepayIds } = order;
  const outTradeNo = request.out_trade_no;
  return {
    outTradeNo,
    description: request.description,
    amountFen: request.amount.total,
    product: order.product,
    openid: callerOf(order.product, request).openid ?? null,
    notifyUrl: request.notify_url,
    createdAtMs,
    expiresAtMs,
    prepayIds,
    transaction: describeTransaction(order, orders.state(order)),
    notificationIds: notifier
      .list()
      .filter((notification) => notification.outTradeNo === outTradeNo)
      .map(({ id }) => id),
  };
}

function registerNotifications(app: FastifyInstance, { notifier }: Controls): void {
  app.get('/notifications', () => ({ items: notifier.list() }));
  app.post<{ Params: { id: string } }>('/notifications/:id/resend', async ({ params: { id } }) => {
    const notification = await notifier.resend(id);
    if (notification === undefined) throw new ControlError(404, `no notification ${id}`);
    return notification;
  });
}

const faultSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { type: 'string', enum: Object.keys(faultKinds) },
    count: { type: ['integer', 'null'], minimum: 1 },
    share: { type: 'number', minimum: 0, maximum: 1 },
    operation: { type: 'string', enum: faultOperations },
    delayMs: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    errcode: { type: 'integer' },
  },
};

function registerFaults(app: FastifyInstance, { faults }: Controls): void {
  app.get('/faults', () => ({ items: faults.list(), kinds: faultKinds }));
  app.post<{ Body: NewFault }>('/faults', { schema: { body: faultSchema } }, ({ body }) =>
    faults.add(body),
  );
  app.delete('/faults', () => ({ cleared: faults.clear() }));
  app.delete<{ Params: { id: string } }>('/faults/:id', ({ params: { id } }) => {
    const cleared = faults.clear(Number(id));
    if (cleared === 0) throw new ControlError(404, `no fault ${id}`);
    return { cleared };
  });
}

const clockSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    advanceMs: { type: 'integer', minimum: 0, maximum: 10 * 366 * 86_400_000 },
    paused: { type: 'boolean' },
    speed: { type: 'number', exclusiveMinimum: 0, maximum: 1_000_000 },
  },
};

function registerClock(app: FastifyInstance, { clock }: Controls): void {
  app.get('/clock', () => clock.state());
  app.post<{ Body: { advanceMs?: number; paused?: boolean; speed?: number } }>(
    '/clock',
    { schema: { body: clockSchema } },
    async ({ body: { advanceMs, paused, speed } }) => {
      if (speed !== undefined) clock.setSpeed(speed);
      if (paused !== undefined) clock.setPaused(paused);
      if (advanceMs !== undefined) await clock.advance(advanceMs);
      return clock.state();
    },
  );
}
