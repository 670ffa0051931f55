import type { KeyObject } from 'node:crypto';
import type { SimulatorMerchant } from './merchant.ts';
import { type Order, PREPAY_ID_LIFE_MS } from './order.ts';
import type { OrderBook } from './order-book.ts';
import type { PayerChoice, PaymentParams } from './payment-params.ts';
import { verifyText } from './rsa-signature.ts';
import type { SeededRandom } from './seeded-random.ts';
import { paySignText } from './signed-text.ts';
import type { Variants } from './variants.ts';

/** What the cashier stands on. */
export interface CashierParts {
  readonly merchant: SimulatorMerchant;
  readonly merchantPublicKey: KeyObject;
  readonly orders: OrderBook;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly variants: Variants;
}

/** One call of `wx.requestPayment`, with everything the page cannot see. */
export interface CashierVisit {
  readonly id: string;
  readonly atMs: number;
  readonly openid: string;
  readonly appid: string;
  readonly state: 'refused' | 'open' | 'done';
  readonly outTradeNo?: string;
  /** The text that `paySign` had to sign, and whether it did; absent when the cashier never came so far. */
  readonly signature?: { readonly signedText: string; readonly verified: boolean };
  readonly dialog?: string;
  readonly choice?: PayerChoice;
  /** Whether this visit took the money. */
  readonly paid?: boolean;
  /** `null` while the sheet is open, and for ever when WeChat was killed. */
  readonly errMsg: string | null;
  readonly errno?: number;
}

/** The pay side of WeChat. */
export interface Cashier {
  /** Checks a payment request as WeChat does and opens the sheet, or refuses. */
  open(params: PaymentParams, banned?: boolean): CashierVisit;
  /** Carries out what the payer does at an open sheet; `undefined` when there is no such open sheet. */
  choose(id: string, choice: PayerChoice): CashierVisit | undefined;
  find(id: string): CashierVisit | undefined;
  /** All visits, oldest first (the last 10,000). */
  log(): readonly CashierVisit[];
}

type Result = Pick<
  CashierVisit,
  'state' | 'errMsg' | 'dialog' | 'errno' | 'outTradeNo' | 'signature'
>;

interface CheckedParams {
  readonly appid: string;
  readonly openid: string;
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: string;
  readonly paySign: string;
}

const LOG_LIMIT = 10_000;

/**
 * Creates the cashier. Order of the checks: types, permission of the mini-program, the order behind `package`, `paySign`.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export function createCashier(parts: CashierParts): Cashier {
  const { orders, nowMs, random } = parts;
  const visits = new Map<string, CashierVisit>();

  function keep(visit: CashierVisit): CashierVisit {
    const frozen = Object.freeze(visit);
    visits.set(visit.id, frozen);
    const oldest = visits.keys().next();
    if (visits.size > LOG_LIMIT && !oldest.done) visits.delete(oldest.value);
    return frozen;
  }

  return Object.freeze({
    open(params: PaymentParams, banned = false) {
      const appid = params.appid ?? parts.merchant.appid;
      const who = { id: `c${random.hex(16)}`, atMs: nowMs(), openid: params.openid, appid };
      return keep({ ...who, ...check(params, appid, banned, parts) });
    },
    choose(id: string, choice: PayerChoice) {
      const visit = visits.get(id);
      if (visit?.state !== 'open' || visit.outTradeNo === undefined) return undefined;
      const done = { ...visit, state: 'done' as const, choice };
      if (choice === 'kill') return keep(done);
      if (choice === 'cancel') return keep({ ...done, errMsg: CANCEL });
      if (orders.pay(visit.outTradeNo) === undefined) {
        const dialog = orderFault(orders.byNumber(visit.outTradeNo), parts) ?? EXPIRED;
        return keep({ ...done, dialog, errMsg: CANCEL });
      }
      const errMsg = { pay: OK, 'pay-then-kill': null, 'pay-but-cancel': CANCEL }[choice];
      return keep({ ...done, paid: true, errMsg });
    },
    find: (id: string) => visits.get(id),
    log: () => [...visits.values()],
  });
}

const OK = 'requestPayment:ok';
const CANCEL = 'requestPayment:fail cancel';
const EXPIRED = '该订单已过期,请重新下单';
const BAD_SIGNATURE = '支付验证签名失败';

function check(params: PaymentParams, appid: string, banned: boolean, parts: CashierParts): Result {
  const typeFault = parameterFault(params);
  if (typeFault !== undefined) return { state: 'refused', errMsg: typeFault };
  if (banned) return bannedResult(appid);
  // A guest project of the developer tools has an appid of another form and no payment capability.
  if (!/^wx[0-9a-f]{16}$/.test(appid)) {
    return { state: 'refused', errMsg: `requestPayment:fail no permission, appId=${appid}` };
  }
  const checked = readParams(params, appid);
  const order = parts.orders.findPrepayId(/^prepay_id=(\S+)$/.exec(checked.package)?.[1] ?? '');
  const signedText = paySignText(appid, checked.timeStamp, checked.nonceStr, checked.package);
  const signature = {
    signedText: signedText.toString('utf8'),
    verified:
      checked.signType === 'RSA' &&
      verifyText(signedText, parts.merchantPublicKey, checked.paySign),
  };
  const orderDialog = paymentFault(order, checked, parts);
  const signatureDialog = signature.verified ? undefined : BAD_SIGNATURE;
  const dialog =
    parts.variants.cashierChecksFirst === 'order'
      ? (orderDialog ?? signatureDialog)
      : (signatureDialog ?? orderDialog);
  const found = order === undefined ? {} : { outTradeNo: order.request.out_trade_no };
  return dialog === undefined
    ? { state: 'open', errMsg: null, signature, ...found }
    : { state: 'refused', errMsg: CANCEL, dialog, signature, ...found };
}

/** The argument check of the base library; a missing `signType` passes, it defaults to MD5. */
function parameterFault(params: PaymentParams): string | undefined {
  const faults = (['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const)
    .filter((name) => !(name === 'signType' && params.signType === undefined))
    .filter((name) => typeof params[name] !== 'string')
    .map((name) => `parameter.${name} should be String instead of ${typeName(params[name])};`);
  return faults.length === 0
    ? undefined
    : `requestPayment:fail parameter error: ${faults.join('')}`;
}

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function bannedResult(appid: string): Result {
  const detail = `event=requestPayment, runningState=foreground, permissionMsg=permission got, detail=jsapi has been banned, appId=${appid}`;
  return {
    state: 'refused',
    errno: 102,
    errMsg: `requestPayment:fail jsapi has no permission, ${detail}`,
  };
}

function readParams(params: PaymentParams, appid: string): CheckedParams {
  return {
    appid,
    openid: params.openid,
    timeStamp: String(params.timeStamp),
    nonceStr: String(params.nonceStr),
    package: String(params.package),
    signType: params.signType === undefined ? 'MD5' : String(params.signType),
    paySign: String(params.paySign),
  };
}

/** The dialog for an order that this user in this mini-program cannot pay. */
function paymentFault(
  order: Order | undefined,
  params: CheckedParams,
  parts: CashierParts,
): string | undefined {
  if (order === undefined) return '调用支付JSAPI缺少参数: total_fee';
  if (order.request.appid !== params.appid) return '商户传入的APPID参数不正确，请联系商户处理';
  if (order.request.payer.openid !== params.openid)
    return '下单账号与支付账号不一致，请核实后再支付';
  const issued = order.prepayIds.find(({ id }) => params.package === `prepay_id=${id}`);
  const fault = orderFault(order, parts);
  if (fault !== undefined) return fault;
  return issued !== undefined && parts.nowMs() < issued.issuedAtMs + PREPAY_ID_LIFE_MS
    ? undefined
    : EXPIRED;
}

/** The dialog for an order that nobody can pay any more. */
function orderFault(order: Order, { orders, nowMs }: CashierParts): string | undefined {
  if (order.payment !== undefined) return '该订单已支付';
  if (order.closedAtMs === undefined && nowMs() >= order.expiresAtMs)
    return '订单已超时，请重新发起支付';
  return orders.state(order) === 'CLOSED' ? EXPIRED : undefined;
}
