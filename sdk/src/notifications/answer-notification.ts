import { ConfigError } from '../core/errors/config-error.ts';
import { NotificationError } from '../core/errors/notification-error.ts';
import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { Notification, ReceivedNotification } from './notification.ts';
import type {
  AnswerOptions,
  NotificationAnswer,
  NotificationClaim,
  NotificationContext,
  NotificationHandlers,
} from './notification-handlers.ts';

/** What it takes to answer notifications of one merchant. */
export interface AnswerParts {
  readonly mchid: string;
  /** Fetches the platform key that a notification names, when it is not known yet; never throws. Default: nothing. */
  readonly prepare?: (request: ReceivedNotification) => Promise<void>;
  /** Verifies and opens. @throws NotificationError */
  readonly open: (request: ReceivedNotification) => Notification;
  readonly nowMs: () => number;
}

/**
 * Opens a notification, runs its handler and says what to answer; never throws.
 *
 * 204 is the answer only after the handler resolved, or when the store says that it had. Everything else is 4xx
 * or 5xx with `{"code":"FAIL","message":…}`: WeChat then sends the notification again.
 *
 * @see answering notifications, document 4012791902
 */
export async function answerNotification(
  request: ReceivedNotification,
  handlers: NotificationHandlers,
  parts: AnswerParts,
  options: AnswerOptions = {},
): Promise<NotificationAnswer> {
  try {
    await parts.prepare?.(request);
    const notification = parts.open(request);
    const context = Object.freeze({ key: `${parts.mchid}/${notification.id}` });
    const handle = findHandler(handlers, notification);
    const { store } = options;
    if (store === undefined) {
      await handle(context);
      return acknowledged;
    }
    const leaseMs = options.leaseMs ?? defaultLeaseMs;
    const claim = await store.claim(context.key, { nowMs: parts.nowMs(), leaseMs });
    if (claim.state === 'done') return acknowledged;
    if (claim.state === 'busy') return failed(503, 'it is being processed');
    await runClaimed(() => handle(context), claim);
    return acknowledged;
  } catch (error) {
    report(error, options.onError);
    if (error instanceof NotificationError) {
      return failed(error.status, `${error.code}: ${error.reason}`);
    }
    return failed(500, 'it was not processed');
  }
}

async function runClaimed(
  handle: () => unknown,
  claim: NotificationClaim & { readonly state: 'claimed' },
): Promise<void> {
  try {
    await handle();
  } catch (error) {
    // When even this fails the lease runs out by itself; the handler's own error is the one to report.
    await claim.release().catch(() => {});
    throw error;
  }
  await claim.complete();
}

/** @throws ConfigError when nobody wants this event */
function findHandler(
  handlers: NotificationHandlers,
  notification: Notification,
): (context: NotificationContext) => unknown {
  const { event_type, wechat_event_type } = notification;
  // Each handler takes exactly the notifications of its own key, which the compiler cannot see in a union.
  const own = (Object.hasOwn(handlers, event_type) ? handlers[event_type] : undefined) as
    | ((notification: Notification, context: NotificationContext) => unknown)
    | undefined;
  const handler = own ?? handlers.otherwise;
  if (handler !== undefined) return (context) => handler(notification, context);
  throw new ConfigError('handlers', `there is none for ${event_type} (${wechat_event_type}).`, {
    zh: '请为该事件添加处理函数，或用 otherwise 处理其余事件。',
    en: 'Add one, or take the remaining events with `otherwise`.',
  });
}

function report(error: unknown, onError: AnswerOptions['onError']): void {
  try {
    if (onError !== undefined) onError(error);
    else console.error(error instanceof WechatPayError ? `${error.name}: ${error.message}` : error);
  } catch {
    // A broken log must not turn a refusal into a crash.
  }
}

function failed(status: number, message: string): NotificationAnswer {
  return Object.freeze({
    status,
    headers: jsonHeaders,
    body: JSON.stringify({ code: 'FAIL', message }),
  });
}

const defaultLeaseMs = 60_000;
const jsonHeaders = Object.freeze({ 'content-type': 'application/json' });
const acknowledged: NotificationAnswer = Object.freeze({
  status: 204,
  headers: Object.freeze({}),
  body: undefined,
});
