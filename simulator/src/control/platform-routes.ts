import { describeTransaction, type Order } from '../platform/order.ts';
import { callerOf } from '../platform/refuse-strangers.ts';
import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';
import { endpointRoutes } from './endpoint-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { keyRoutes } from './key-routes.ts';

/** What belongs to WeChat: merchant, orders, notifications, faults, clock, keys. */
export function platformRoutes(controls: Controls): readonly ControlRoute[] {
  return [
    ...orderRoutes(controls),
    ...notificationRoutes(controls),
    ...faultRoutes(controls),
    ...clockRoutes(controls),
    ...keyRoutes(controls),
    ...endpointRoutes(),
  ];
}

function orderRoutes(controls: Controls): ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/merchant',
      tag: 'merchant and orders',
      summary: 'The credentials to configure your server with',
      answers:
        '{mchid, name, appid, appSecret, merchantSerial, merchantPrivateKey, merchantCertificate, apiV3Key, ' +
        'publicKeyId, publicKey, platformSerial, platformCertificate, subMerchant}',
      run: () => ({ ...controls.merchant, ...controls.keys.credentials() }),
    }),
    route({
      method: 'GET',
      path: '/orders',
      tag: 'merchant and orders',
      summary: 'Every order as WeChat holds it, or the newest `limit`',
      answers: '{items}',
      query: newest,
      run({ query }) {
        const orders = controls.orders.list().slice(firstOf(query));
        return { items: orders.map((order) => orderView(order, controls)) };
      },
    }),
    route({
      method: 'GET',
      path: '/orders/{outTradeNo}',
      tag: 'merchant and orders',
      summary: 'One order; `transaction` is what a query would answer',
      answers:
        '{outTradeNo, description, amountFen, product, openid, notifyUrl, createdAtMs, expiresAtMs, prepayIds, ' +
        'transaction, notificationIds}',
      run({ params: { outTradeNo = '' } }) {
        const order = controls.orders.find(outTradeNo);
        if (order === undefined) throw new ControlError(404, `no order ${outTradeNo}`);
        return orderView(order, controls);
      },
    }),
  ];
}

const newest = objectSchema({
  limit: { type: 'string', pattern: '^[1-9][0-9]{0,5}$', description: 'All of them by default.' },
});

function firstOf({ limit }: Readonly<Record<string, string>>): number {
  return limit === undefined ? 0 : -Number(limit);
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

function notificationRoutes({ notifier }: Controls): ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/notifications',
      tag: 'notifications',
      summary: 'Every notification with its attempts and the next one, or the newest `limit`',
      answers: '{items}',
      query: newest,
      run: ({ query }) => ({ items: notifier.list().slice(firstOf(query)) }),
    }),
    route({
      method: 'POST',
      path: '/notifications/{id}/resend',
      tag: 'notifications',
      summary: 'Makes one more attempt now, outside of the schedule',
      answers: 'the notification after it',
      async run({ params: { id = '' } }) {
        const notification = await notifier.resend(id);
        if (notification === undefined) throw new ControlError(404, `no notification ${id}`);
        return notification;
      },
    }),
  ];
}

const clockSchema = objectSchema({
  advanceMs: { type: 'integer', minimum: 0, maximum: 10 * 366 * 86_400_000 },
  paused: { type: 'boolean' },
  speed: { type: 'number', exclusiveMinimum: 0, maximum: 1_000_000 },
});

function clockRoutes({ clock }: Controls): ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/clock',
      tag: 'clock',
      summary: 'The simulated time',
      answers: '{nowMs, paused, speed}',
      run: () => clock.state(),
    }),
    route<{ advanceMs?: number; paused?: boolean; speed?: number }>({
      method: 'POST',
      path: '/clock',
      tag: 'clock',
      summary: 'Moves, stops or speeds up the time; answers when all that fell due is done',
      answers: '{nowMs, paused, speed}',
      body: clockSchema,
      async run({ body: { advanceMs, paused, speed } }) {
        if (speed !== undefined) clock.setSpeed(speed);
        if (paused !== undefined) clock.setPaused(paused);
        if (advanceMs !== undefined) await clock.advance(advanceMs);
        return clock.state();
      },
    }),
  ];
}
