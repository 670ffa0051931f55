import type { RequestPaymentParams } from './payer-api';
import type { WxPort } from './wx-port';

/**
 * How `wx.requestPayment` came back. Nothing but `not-permitted` and `bad-params` (no cashier
 * opened) says anything about the money: `ok` is no proof of payment, `cancel` none of its
 * absence, and `never` means that it did not call back at all.
 */
export type PaymentReturnKind =
  | 'ok'
  | 'cancel'
  | 'not-permitted'
  | 'bad-params'
  | 'unknown'
  | 'never';

/** A return of the cashier with WeChat's own words, for the developer. */
export interface PaymentReturn {
  readonly kind: PaymentReturnKind;
  readonly detail: string;
}

/** What WeChat passes to the callbacks; old clients add `err_desc` (the dialog's text). */
export interface PaymentCallback {
  readonly errMsg?: string;
  readonly errno?: number;
  readonly err_desc?: string;
}

/**
 * Opens the cashier with the five signed values, unchanged, and tells how it came back; it never
 * rejects, and never resolves when WeChat never calls back.
 *
 * @param onOk runs inside WeChat's own callback, where more may be asked of the payer than later.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export function requestPayment(
  wx: WxPort,
  params: RequestPaymentParams,
  onOk: () => void = () => {},
): Promise<PaymentReturn> {
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (result: PaymentCallback) => {
      if (isSettled) return;
      isSettled = true;
      const returned = classifyPaymentReturn(result);
      if (returned.kind === 'ok') onOk();
      resolve(returned);
    };
    try {
      // All three: an old client that is cancelled calls `complete` only.
      wx.requestPayment({ ...params, success: settle, fail: settle, complete: settle });
    } catch (error) {
      settle({ errMsg: `requestPayment:fail ${String(error)}` });
    }
  });
}

/** Sorts a callback by patterns, never by the whole text: the texts differ between clients. */
export function classifyPaymentReturn(result: PaymentCallback): PaymentReturn {
  const errMsg = result.errMsg ?? '';
  const detail = result.err_desc ? `${errMsg} (${result.err_desc})` : errMsg;
  return { kind: kindOf(errMsg, result.errno), detail };
}

function kindOf(errMsg: string, errno: number | undefined): PaymentReturnKind {
  if (/:ok$/.test(errMsg)) return 'ok';
  if (/cancel/.test(errMsg)) return 'cancel';
  if (errno === 102 || /no permission|banned/.test(errMsg)) return 'not-permitted';
  if (/parameter error/.test(errMsg)) return 'bad-params';
  return 'unknown';
}
