import { PlatformFailure } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Turns a failed call to WeChat into what the caller is told: WeChat said no, or gave no usable answer.
 * Any other error is a defect and is handed back unchanged, to be thrown.
 */
export function refusePlatformFailure(error: unknown): unknown {
  if (!(error instanceof PlatformFailure)) return error;
  return new Refusal(
    error.outcome === 'refused' ? 'wechat_refused' : 'wechat_unavailable',
    { outcome: error.outcome, wechatCode: error.code },
    { cause: error },
  );
}
