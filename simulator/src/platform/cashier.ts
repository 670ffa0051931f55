import { checkAppCall } from './check-app-call.ts';
import { checkJsapiCall } from './check-jsapi-call.ts';
import type { Memory } from './memory.ts';
import { PAYABLE_DIALOG, type Payable } from './payable.ts';
import type { PayerChoice, PaymentCall, PaySheet } from './payment-params.ts';
import type { SeededRandom } from './seeded-random.ts';
import { findPayable, type Till, type Verdict } from './till.ts';

/** What the cashier stands on. */
export interface CashierParts {
  readonly memory: Memory;
  readonly till: Till;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
}

/** One call of `wx.requestPayment`, of an app, or of a link, with everything the page cannot see. */
export interface CashierVisit {
  readonly id: string;
  readonly atMs: number;
  readonly openid: string;
  readonly appid: string;
  readonly state: 'refused' | 'open' | 'done';
  readonly outTradeNo?: string;
  /** The text that `paySign` had to sign, and whether it did; absent when the cashier never came so far. */
  readonly signature?: { readonly signedText: string; readonly verified: boolean };
  /** What the payer sees at an open sheet. */
  readonly sheet?: PaySheet;
  readonly dialog?: string;
  readonly choice?: PayerChoice;
  /** Whether this visit took the money. */
  readonly paid?: boolean;
  /** `null` while the sheet is open, and for ever when WeChat was killed. */
  readonly errMsg: string | null;
  readonly errno?: number;
  /** What an app is told: 0, -1 or -2. */
  readonly errCode?: number;
}

/** What goes wrong although the call is right. */
export interface CashierTrouble {
  /** The capability was withdrawn: errno 102. */
  readonly banned?: boolean;
  /** Shown instead of the sheet. */
  readonly dialog?: string;
}

/** The pay side of WeChat. */
export interface Cashier {
  /** Checks a call as WeChat does and opens the sheet, or refuses. */
  open(call: PaymentCall, trouble?: CashierTrouble): CashierVisit;
  /** Carries out what the payer does at an open sheet; `undefined` when there is no such open sheet. */
  choose(id: string, choice: PayerChoice): CashierVisit | undefined;
  find(id: string): CashierVisit | undefined;
  /** All visits, oldest first (the last 10,000). */
  log(): readonly CashierVisit[];
}

const LOG_LIMIT = 10_000;

/**
 * Creates the cashier of all products.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export function createCashier({ till, nowMs, random, memory }: CashierParts): Cashier {
  const visits = memory.map<string, CashierVisit>('cashier');
  /** What an open sheet is about. */
  const openSheets = new Map<string, Payable>();
  // A sheet stands on a screen: putting back the past closes it.
  memory.own(
    'cashier.sheets',
    () => null,
    () => openSheets.clear(),
  );

  function keep(visit: CashierVisit): CashierVisit {
    const frozen = Object.freeze(visit);
    visits.set(visit.id, frozen);
    const oldest = visits.keys().next();
    if (visits.size > LOG_LIMIT && !oldest.done) {
      visits.delete(oldest.value);
      openSheets.delete(oldest.value);
    }
    return frozen;
  }

  function open(call: PaymentCall, { banned = false, dialog: told }: CashierTrouble = {}) {
    const verdict = troubled(judge(call, banned, till), call, told);
    const { payable, dialog, errno, signature } = verdict;
    const id = `c${random.hex(16)}`;
    const refused = verdict.errMsg !== undefined;
    if (payable !== undefined && !refused) openSheets.set(id, payable);
    return keep({
      id,
      atMs: nowMs(),
      openid: call.openid,
      appid: callingAppid(call, payable, till),
      state: refused ? 'refused' : 'open',
      ...(payable === undefined ? {} : { outTradeNo: payable.outTradeNo }),
      ...(signature === undefined ? {} : { signature }),
      ...(payable === undefined || refused ? {} : { sheet: sheetOf(payable) }),
      ...(dialog === undefined ? {} : { dialog }),
      ...(errno === undefined ? {} : { errno }),
      ...('app' in call && refused ? { errCode: -1 } : {}),
      errMsg: verdict.errMsg ?? null,
    });
  }

  function choose(id: string, choice: PayerChoice): CashierVisit | undefined {
    const visit = visits.get(id);
    const payable = openSheets.get(id);
    if (visit?.state !== 'open' || payable === undefined) return undefined;
    openSheets.delete(id);
    const done = { ...visit, state: 'done' as const, choice };
    const told = (words: 'ok' | 'fail cancel') => toldOf(payable, words);
    if (choice === 'kill') return keep(done);
    if (choice === 'cancel') return keep({ ...done, ...told('fail cancel') });
    const failure = FAILURE_DIALOG[choice];
    if (failure !== undefined) return keep({ ...done, dialog: failure, ...told('fail cancel') });
    if (!payable.pay(visit.openid)) {
      const dialog = payable.fault() ?? PAYABLE_DIALOG.gone;
      return keep({ ...done, dialog, ...told('fail cancel') });
    }
    if (choice === 'pay-then-kill') return keep({ ...done, paid: true, errMsg: null });
    return keep({ ...done, paid: true, ...told(choice === 'pay' ? 'ok' : 'fail cancel') });
  }

  return Object.freeze({
    open,
    choose,
    find: (id: string) => visits.get(id),
    log: () => [...visits.values()],
  });
}

/** What the payer reads before giving up; the last text is not documented. */
const FAILURE_DIALOG: Partial<Record<PayerChoice, string>> = {
  'wrong-password': '支付密码错误，请重试',
  'not-enough': '零钱余额不足，请更换支付方式',
  'risk-control': '本次交易存在风险，为保障你的资金安全，暂无法完成支付',
};

/** A call that would open the sheet meets a dialog instead. */
function troubled(verdict: Verdict, call: PaymentCall, dialog: string | undefined): Verdict {
  if (dialog === undefined || verdict.errMsg !== undefined) return verdict;
  const name = 'app' in call || 'link' in call ? 'payment' : 'requestPayment';
  return { ...verdict, dialog, errMsg: `${name}:fail cancel` };
}

function judge(call: PaymentCall, banned: boolean, till: Till): Verdict {
  if ('app' in call) return checkAppCall(call, till);
  if (!('link' in call)) return checkJsapiCall(call, banned, till);
  const { link: handle, openid } = call;
  const found = findPayable({ handle, products: ['native', 'h5'], openid }, till);
  return found.dialog === undefined ? found : { ...found, errMsg: 'payment:fail cancel' };
}

function callingAppid(call: PaymentCall, payable: Payable | undefined, till: Till): string {
  if ('app' in call) return String(call.app.appid ?? '');
  if ('link' in call) return payable?.appid ?? till.appid;
  return call.appid ?? till.appid;
}

function sheetOf({ merchantName, amountFen, description }: Payable): PaySheet {
  return { merchantName, amountFen, description };
}

function toldOf(
  { product }: Payable,
  words: 'ok' | 'fail cancel',
): Pick<CashierVisit, 'errMsg' | 'errCode'> {
  const errMsg = `${product === 'jsapi' ? 'requestPayment' : 'payment'}:${words}`;
  return product === 'app' ? { errMsg, errCode: words === 'ok' ? 0 : -2 } : { errMsg };
}
