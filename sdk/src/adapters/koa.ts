import type {
  AnswerOptions,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import { answerNodeRequest } from './answer-node-request.ts';
import type { NodeRequest } from './node-request.ts';
import type { NotificationReceiver } from './notification-receiver.ts';

/** The context of a Koa request, as far as an answer needs it. */
export interface KoaContext {
  readonly req: NodeRequest;
  status: number;
  body: unknown;
  set(headers: Record<string, string>): unknown;
}

/**
 * Makes the Koa middleware for WeChat's notifications; it reads the raw body itself and ends the chain.
 *
 * Route it (by your router, or by comparing `ctx.path`) before any body parser. Behind one every notification is
 * answered 500, and one sentence says why: a parsed body cannot be verified.
 *
 * @example
 * router.post('/wechatpay/notifications', koaNotifications(wechatpay.notifications, {
 *   'TRANSACTION.SUCCESS': async ({ resource }) => orders.markPaid(resource),
 * }));
 */
export function koaNotifications(
  receiver: NotificationReceiver,
  handlers: NotificationHandlers,
  options?: AnswerOptions,
): (context: KoaContext) => Promise<void> {
  return async (context) => {
    const answer = await answerNodeRequest(receiver, context.req, handlers, options);
    const { status, headers, body } = answer;
    context.status = status;
    context.set({ ...headers });
    context.body = body ?? null;
  };
}
