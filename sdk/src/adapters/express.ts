import type {
  AnswerOptions,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import { answerNodeRequest, writeNodeAnswer } from './answer-node-request.ts';
import type { NodeRequest, NodeResponse } from './node-request.ts';
import type { NotificationReceiver } from './notification-receiver.ts';

/** A handler of Express 4 or 5. */
export type ExpressHandler = (
  request: NodeRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Makes the Express handler for WeChat's notifications; it reads the raw body itself.
 *
 * Mount it before `express.json()`, or keep that off this path. Behind it every notification is answered 500,
 * and one sentence says why: a parsed body cannot be verified.
 *
 * @example
 * app.post('/wechatpay/notifications', expressNotifications(wechatpay.notifications, {
 *   'TRANSACTION.SUCCESS': async ({ resource }) => orders.markPaid(resource),
 * }));
 */
export function expressNotifications(
  receiver: NotificationReceiver,
  handlers: NotificationHandlers,
  options?: AnswerOptions,
): ExpressHandler {
  return (request, response, next) => {
    answerNodeRequest(receiver, request, handlers, options).then(
      (answer) => writeNodeAnswer(response, answer),
      next,
    );
  };
}
