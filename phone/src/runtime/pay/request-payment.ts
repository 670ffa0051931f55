import { type CashierEnd, chooseAtCashier, openCashier } from '../host/cashier.ts';
import type { Host } from '../host/host.ts';
import type { Screen } from '../ui/screen.ts';
import { ApiFailure, type Options } from '../wx/api.ts';
import { showPayResult } from './pay-result.ts';
import { openPaySheet } from './pay-sheet.ts';
import { showKilled } from './show-killed.ts';

/** What the base library wants to be strings before it asks WeChat at all. */
const REQUIRED = ['timeStamp', 'nonceStr', 'package', 'paySign'] as const;

/**
 * `wx.requestPayment`: checks the arguments' types as the base library does, lets WeChat check
 * signature and order, and plays the cashier. Success means only that the payer came back.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export async function requestPayment(
  options: Options,
  host: Host,
  screen: Screen,
): Promise<undefined> {
  checkTypes(options);
  const answer = await openCashier(host, { signType: 'MD5', ...options });
  if (answer.state === 'refused') {
    await showNativeDialog(screen, answer.dialog);
    return report(answer.end);
  }
  const { cashierId, sheet: content } = answer;
  const sheet = openPaySheet(screen.root, content);
  const choice = await sheet.choice;
  const end = await chooseAtCashier(host, cashierId, choice).finally(sheet.close);
  if (end.errMsg === null) {
    showKilled(screen.root, () => {
      location.hash = '';
      location.reload();
    });
    // The caller of a killed mini-program is gone: its promise never settles.
    return new Promise(() => undefined);
  }
  // What the payer read while trying is not said twice.
  if (choice !== 'wrong-password' && choice !== 'not-enough') {
    await showNativeDialog(screen, end.dialog);
  }
  if (choice === 'pay' && end.dialog === null && end.errMsg.endsWith(':ok')) {
    await showPayResult(screen.root, content);
  }
  return report(end);
}

function checkTypes(options: Options): void {
  const faults = REQUIRED.filter((name) => typeof options[name] !== 'string').map(
    (name) => `parameter.${name} should be String instead of ${typeName(options[name])};`,
  );
  if (faults.length > 0) throw new ApiFailure(`parameter error: ${faults.join('')}`);
}

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

async function showNativeDialog(screen: Screen, text: string | null): Promise<void> {
  if (text === null) return;
  await screen.modal({ content: text, showCancel: false, confirmText: '知道了' });
}

/** Passes on what WeChat told the mini-program, to the letter. */
function report({ errMsg, errno }: CashierEnd): undefined {
  const reason = /^requestPayment:fail ?(.*)$/s.exec(errMsg ?? '')?.[1];
  if (reason === undefined) return undefined;
  throw new ApiFailure(reason, errno === undefined ? {} : { errno });
}
