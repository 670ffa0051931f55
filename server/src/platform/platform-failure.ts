import { ApiError, NotificationError, PlatformError, WechatPayError } from '@yifen/wechatpay';
import { NotificationRefused, PlatformFailure } from '../ports.ts';
import { errorCode } from './translate.ts';

/**
 * Gives an error of the SDK its name in the ports; any other error is a defect and stays what it is.
 *
 * `done` (it happened, our own last step failed) becomes `unknown`: asking again with the same number
 * is right for both, and neither may be taken for a failure.
 */
export function platformFailure(error: unknown): unknown {
  if (!(error instanceof WechatPayError)) return error;
  return new PlatformFailure(error.message, {
    outcome: error.outcome === 'done' ? 'unknown' : error.outcome,
    code: codeOf(error),
    requestId: error.requestId ?? null,
    cause: error,
  });
}

/** Gives a refused notification its name in the ports. */
export function notificationRefused(error: unknown): unknown {
  if (!(error instanceof NotificationError)) return error;
  return new NotificationRefused(error.code, error.message, { cause: error });
}

function codeOf(error: WechatPayError): string {
  if (error instanceof PlatformError) return String(error.errcode);
  if (!(error instanceof ApiError)) return error.code;
  return error.wechat.code === '' ? `HTTP_${error.status}` : errorCode(error.wechat.code);
}
