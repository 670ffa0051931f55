import type {
  AnswerOptions,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import type { NotificationReceiver } from './notification-receiver.ts';

/** The context of a Hono request, as far as an answer needs it. */
export interface HonoContext {
  readonly req: { readonly raw: Request };
}

/**
 * Makes the Hono handler for WeChat's notifications, on any runtime of Hono's that has `node:crypto`.
 *
 * Hono parses nothing by itself. If a middleware before it read the body (`c.req.json()`, a validator), every
 * notification is answered 500, and one sentence says why.
 *
 * @example
 * app.post('/wechatpay/notifications', honoNotifications(wechatpay.notifications, {
 *   'TRANSACTION.SUCCESS': async ({ resource }) => orders.markPaid(resource),
 * }));
 */
export function honoNotifications(
  receiver: NotificationReceiver,
  handlers: NotificationHandlers,
  options?: AnswerOptions,
): (context: HonoContext) => Promise<Response> {
  return ({ req }) => receiver.handle(req.raw, handlers, options);
}
