import type {
  AnswerOptions,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import type { NotificationReceiver } from './notification-receiver.ts';

/**
 * Makes the Next.js route handler for WeChat's notifications; so for every framework whose routes take a web `Request`.
 *
 * Use it on the Node runtime (the default). Next parses nothing by itself; if something read the request before,
 * every notification is answered 500, and one sentence says why.
 *
 * @example
 * // app/wechatpay/notifications/route.ts
 * export const POST = nextNotifications(wechatpay.notifications, {
 *   'TRANSACTION.SUCCESS': async ({ resource }) => orders.markPaid(resource),
 * });
 */
export function nextNotifications(
  receiver: NotificationReceiver,
  handlers: NotificationHandlers,
  options?: AnswerOptions,
): (request: Request) => Promise<Response> {
  return (request) => receiver.handle(request, handlers, options);
}
