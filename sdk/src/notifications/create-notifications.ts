import { type AnswerParts, answerNotification } from './answer-notification.ts';
import { expectNotification } from './expect-notification.ts';
import type { Notification, NotificationRequest, ReceivedNotification } from './notification.ts';
import type {
  AnswerOptions,
  NotificationAnswer,
  NotificationHandlers,
} from './notification-handlers.ts';
import { readWebRequest } from './read-web-request.ts';
import { writeWebResponse } from './write-web-response.ts';

/** What WeChat tells one merchant. */
export interface NotificationsApi {
  /**
   * Verifies, decrypts and types a notification from its raw body; synchronous.
   *
   * @throws NotificationError; answer with its `status` and WeChat sends the notification again
   */
  open(request: NotificationRequest): Notification;
  /** Opens a notification, runs its handler and says what to answer. Never throws. */
  answer(
    request: ReceivedNotification,
    handlers: NotificationHandlers,
    options?: AnswerOptions,
  ): Promise<NotificationAnswer>;
  /**
   * The same between a web `Request`, its body not yet read, and a web `Response`.
   *
   * @throws only what reading the body throws when the connection breaks
   */
  handle(
    request: Request,
    handlers: NotificationHandlers,
    options?: AnswerOptions,
  ): Promise<Response>;
  /** Compares a notification with your own order, see `expectNotification`. */
  readonly expect: typeof expectNotification;
}

/** Makes the receiving side of one merchant. */
export function createNotifications(parts: AnswerParts): NotificationsApi {
  return Object.freeze({
    open: parts.open,
    answer: (
      request: ReceivedNotification,
      handlers: NotificationHandlers,
      options?: AnswerOptions,
    ) => answerNotification(request, handlers, parts, options),
    handle: async (request: Request, handlers: NotificationHandlers, options?: AnswerOptions) =>
      writeWebResponse(
        await answerNotification(await readWebRequest(request), handlers, parts, options),
      ),
    expect: expectNotification,
  });
}
