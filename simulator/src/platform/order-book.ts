import { canonicalJson } from './canonical-json.ts';
import type { Memory } from './memory.ts';
import {
  type Order,
  type Payer,
  type Payment,
  PREPAY_LIFE_MS,
  type PrepayRequest,
  type Product,
  paymentDeadline,
  type TradeState,
  tradeState,
} from './order.ts';
import {
  changedOrder,
  closedOrder,
  foreignOrder,
  paidOrder,
  unknownOrder,
} from './order-refusals.ts';
import { PAYABLE_DIALOG, type Payable, standingFault } from './payable.ts';
import { handleOf, issuePrepayId, newTransactionId, prepayAnswer } from './prepay-handle.ts';
import { type Bindings, callerOf, refuseStrangers } from './refuse-strangers.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Variants } from './variants.ts';

/** What the order book stands on. */
export interface OrderBookParts extends Bindings {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly variants: Variants;
  /** The openid under another app of the person who is `openid` under `appid`. */
  readonly openidUnder: (appid: string, openid: string, otherAppid: string) => string;
  /** Whether a refund changed the state of this payment. */
  readonly isRefunded: (transactionId: string) => boolean;
  /** Whether a number is taken outside of this book, by a part of a combined order. */
  readonly isTaken: (outTradeNo: string) => boolean;
  /** Whether money comes in for an order that is closed or past its deadline: the payer was at the password. */
  readonly paysLate: () => boolean;
  /** Called once per order, after it was paid. */
  readonly onPaid: (order: Order, payment: Payment) => void;
}

/**
 * The truth about orders. Every call is synchronous: of a payment and a close, exactly one comes first. `subMchid` names
 * the owner of a partner's order and is absent for a direct one.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export interface OrderBook {
  /** Answers `prepay_id`, `code_url` or `h5_url`. @throws Refusal */
  prepay(product: Product, request: PrepayRequest): Readonly<Record<string, string>>;
  /** @throws Refusal 404 when there is no such order, or as `foreignOrder` when it has another owner. */
  byNumber(outTradeNo: string, subMchid?: string): Order;
  /** @throws Refusal 404 when there is no such payment, or as `foreignOrder` when it has another owner. */
  byTransaction(transactionId: string, subMchid?: string): Order;
  find(outTradeNo: string): Order | undefined;
  findTransaction(transactionId: string): Order | undefined;
  /** What a `prepay_id` or link of this book stands for. */
  findPayable(handle: string): Payable | undefined;
  state(order: Order): TradeState;
  /** Closes an unpaid order; a closed one again. @throws Refusal when it is paid, unknown or another's. */
  close(outTradeNo: string, subMchid?: string): void;
  list(): readonly Order[];
}

/** Creates an empty order book. */
export function createOrderBook(parts: OrderBookParts): OrderBook {
  const { nowMs, random, variants, memory } = parts;
  const orders = memory.map<string, Order>('orders');
  const numberByHandle = memory.map<string, string>('orders.byHandle');
  const numberByTransaction = memory.map<string, string>('orders.byTransaction');
  /** Numbers that were closed before any prepay (variant `closeUnknown: '204'`). */
  const spentNumbers = memory.set<string>('orders.spent');

  const unrefundedState = (order: Order) => tradeState(order, nowMs(), variants.expiredOrder);

  function state(order: Order): TradeState {
    const refunded = order.payment !== undefined && parts.isRefunded(order.payment.transaction_id);
    return refunded ? 'REFUND' : unrefundedState(order);
  }

  function keep(order: Order): Order {
    const frozen = Object.freeze(order);
    orders.set(order.request.out_trade_no, frozen);
    return frozen;
  }

  const find = (outTradeNo: string) => orders.get(outTradeNo);
  const findTransaction = (id: string) => find(numberByTransaction.get(id) ?? '');

  function owned(order: Order | undefined, subMchid: string | undefined): Order {
    if (order === undefined) throw unknownOrder(variants);
    if (ownerOf(order.request) !== subMchid) throw foreignOrder(variants);
    return order;
  }

  function prepay(product: Product, request: PrepayRequest): Readonly<Record<string, string>> {
    refuseStrangers(product, request, parts);
    const earlier = find(request.out_trade_no);
    if (earlier !== undefined) {
      refuseRepeat(earlier, { product, request }, unrefundedState(earlier), nowMs(), variants);
    }
    if (spentNumbers.has(request.out_trade_no)) throw closedOrder();
    if (parts.isTaken(request.out_trade_no)) throw changedOrder(variants);
    const issued = issuePrepayId(product, nowMs(), random);
    const kept = variants.earlierPrepayIds === 'usable' ? (earlier?.prepayIds ?? []) : [];
    const order = earlier ?? {
      product,
      request,
      createdAtMs: nowMs(),
      expiresAtMs: paymentDeadline(request.time_expire, nowMs()),
    };
    keep({ ...order, prepayIds: [...kept, issued] });
    numberByHandle.set(handleOf(issued), request.out_trade_no);
    return prepayAnswer(product, issued);
  }

  function close(outTradeNo: string, subMchid?: string): void {
    if (find(outTradeNo) === undefined && variants.closeUnknown === '204') {
      spentNumbers.add(outTradeNo);
      return;
    }
    const order = owned(find(outTradeNo), subMchid);
    if (order.payment !== undefined) throw paidOrder(variants);
    if (order.closedAtMs === undefined) keep({ ...order, closedAtMs: nowMs() });
  }

  function pay(outTradeNo: string, openid: string): boolean {
    const order = find(outTradeNo);
    const paidAtMs = nowMs();
    if (order === undefined || order.payment !== undefined) return false;
    const onTime = paidAtMs < order.expiresAtMs && unrefundedState(order) === 'NOTPAY';
    if (!onTime && !parts.paysLate()) return false;
    const transaction_id = newTransactionId(paidAtMs, random);
    const payment = { transaction_id, paidAtMs, payer: payerOf(order, openid, parts) };
    const paid = keep({ ...order, payment });
    numberByTransaction.set(transaction_id, outTradeNo);
    parts.onPaid(paid, payment);
    return true;
  }

  function findPayable(handle: string): Payable | undefined {
    const order = find(numberByHandle.get(handle) ?? '');
    const issued = order?.prepayIds.find((candidate) => handleOf(candidate) === handle);
    if (order === undefined || issued === undefined) return undefined;
    const { product, request } = order;
    const outTradeNo = request.out_trade_no;
    const { merchant } = parts;
    return Object.freeze({
      outTradeNo,
      product,
      ...callerOf(product, request),
      merchantName: 'mchid' in request ? merchant.name : merchant.subMerchant.name,
      description: request.description,
      amountFen: request.amount.total,
      fault() {
        const now = find(outTradeNo) ?? order;
        return (
          standingFault(now, unrefundedState(now), nowMs()) ??
          (nowMs() < issued.issuedAtMs + PREPAY_LIFE_MS[product] ? undefined : PAYABLE_DIALOG.gone)
        );
      },
      pay: (openid: string) => pay(outTradeNo, openid),
    });
  }

  return Object.freeze({
    prepay,
    find,
    findTransaction,
    findPayable,
    byNumber: (outTradeNo: string, subMchid?: string) => owned(find(outTradeNo), subMchid),
    byTransaction: (id: string, subMchid?: string) => owned(findTransaction(id), subMchid),
    state,
    close,
    list: () => [...orders.values()],
  });
}

function ownerOf(request: PrepayRequest): string | undefined {
  return 'mchid' in request ? undefined : request.sub_mchid;
}

/** A partner is told the payer's openid under its own app and, with `sub_appid`, under the sub-merchant's. */
function payerOf({ product, request }: Order, openid: string, parts: OrderBookParts): Payer {
  if ('mchid' in request) return { openid };
  const { appid } = callerOf(product, request);
  const under = (other: string) =>
    other === appid ? openid : parts.openidUnder(appid, openid, other);
  return {
    sp_openid: under(request.sp_appid),
    ...(request.sub_appid === undefined ? {} : { sub_openid: under(request.sub_appid) }),
  };
}

function refuseRepeat(
  earlier: Order,
  repeat: Pick<Order, 'product' | 'request'>,
  state: TradeState,
  nowMs: number,
  variants: Variants,
): void {
  if (state === 'SUCCESS') throw paidOrder(variants);
  // Past its deadline the number is of no more use, whatever the query calls its state.
  if (state === 'CLOSED' || nowMs >= earlier.expiresAtMs) throw closedOrder();
  if (fingerprint(earlier) !== fingerprint(repeat)) throw changedOrder(variants);
}

/** The parameters in one spelling: key order does not matter, the default currency may be written or not. */
function fingerprint({ product, request }: Pick<Order, 'product' | 'request'>): string {
  return canonicalJson([product, { ...request, amount: { currency: 'CNY', ...request.amount } }]);
}
