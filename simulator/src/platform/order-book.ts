import { compactBeijingTime } from './beijing-time.ts';
import {
  type Order,
  type PrepayRequest,
  paymentDeadline,
  type TradeState,
  tradeState,
} from './order.ts';
import { invalidRequest, Refusal } from './refusal.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Variants } from './variants.ts';

/** What the order book stands on. */
export interface OrderBookParts {
  readonly appid: string;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly variants: Variants;
  /** Whether `openid` is a user of the mini-program `appid`. */
  readonly ownsOpenid: (appid: string, openid: string) => boolean;
  /** Called once per order, after it was paid. */
  readonly onPaid: (order: Order) => void;
}

/**
 * The truth about orders. Every call is synchronous: of a payment and a close, exactly one comes first.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export interface OrderBook {
  /** @throws Refusal */
  prepay(request: PrepayRequest): { readonly prepay_id: string };
  /** @throws Refusal 404 when there is no such order. */
  byNumber(outTradeNo: string): Order;
  /** @throws Refusal 404 when there is no such payment. */
  byTransaction(transactionId: string): Order;
  find(outTradeNo: string): Order | undefined;
  findTransaction(transactionId: string): Order | undefined;
  findPrepayId(prepayId: string): Order | undefined;
  state(order: Order): TradeState;
  /** Closes an unpaid order; a closed one again. @throws Refusal when it is paid or unknown. */
  close(outTradeNo: string): void;
  /** Takes the money; answers the paid order, or `undefined` when it was closed, expired or paid before. */
  pay(outTradeNo: string): Order | undefined;
  list(): readonly Order[];
}

/** Creates an empty order book. */
export function createOrderBook(parts: OrderBookParts): OrderBook {
  const { nowMs, random, variants } = parts;
  const orders = new Map<string, Order>();
  const numberByPrepayId = new Map<string, string>();
  const numberByTransaction = new Map<string, string>();
  /** Numbers that were closed before any prepay (variant `closeUnknown: '204'`). */
  const spentNumbers = new Set<string>();

  const state = (order: Order) => tradeState(order, nowMs(), variants.expiredOrder);

  function keep(order: Order): Order {
    const frozen = Object.freeze(order);
    orders.set(order.request.out_trade_no, frozen);
    return frozen;
  }

  const find = (outTradeNo: string) => orders.get(outTradeNo);
  const findTransaction = (id: string) => find(numberByTransaction.get(id) ?? '');

  function known(order: Order | undefined): Order {
    if (order === undefined) throw unknownOrder(variants);
    return order;
  }

  function prepay(request: PrepayRequest): { prepay_id: string } {
    refuseStrangers(request, parts);
    const earlier = find(request.out_trade_no);
    if (earlier !== undefined) refuseRepeat(earlier, request, state(earlier), nowMs(), variants);
    if (spentNumbers.has(request.out_trade_no)) throw closedOrder();
    const issuedAtMs = nowMs();
    const id = `wx${compactBeijingTime(issuedAtMs)}${random.hex(16)}0000`;
    const kept = variants.earlierPrepayIds === 'usable' ? (earlier?.prepayIds ?? []) : [];
    const order = earlier ?? {
      request,
      createdAtMs: issuedAtMs,
      expiresAtMs: paymentDeadline(request.time_expire, issuedAtMs),
    };
    keep({ ...order, prepayIds: [...kept, { id, issuedAtMs }] });
    numberByPrepayId.set(id, request.out_trade_no);
    return { prepay_id: id };
  }

  function close(outTradeNo: string): void {
    const order = find(outTradeNo);
    if (order === undefined) {
      if (variants.closeUnknown === '404') throw unknownOrder(variants);
      spentNumbers.add(outTradeNo);
      return;
    }
    if (order.payment !== undefined) throw paidOrder(variants);
    if (order.closedAtMs === undefined) keep({ ...order, closedAtMs: nowMs() });
  }

  function pay(outTradeNo: string): Order | undefined {
    const order = find(outTradeNo);
    const paidAtMs = nowMs();
    if (order === undefined || paidAtMs >= order.expiresAtMs || state(order) !== 'NOTPAY')
      return undefined;
    const transaction_id = `42000${random.digits(5)}${compactBeijingTime(paidAtMs).slice(0, 8)}${random.digits(10)}`;
    const paid = keep({ ...order, payment: { transaction_id, paidAtMs } });
    numberByTransaction.set(transaction_id, outTradeNo);
    parts.onPaid(paid);
    return paid;
  }

  return Object.freeze({
    prepay,
    find,
    findTransaction,
    findPrepayId(prepayId: string) {
      const order = find(numberByPrepayId.get(prepayId) ?? '');
      return order?.prepayIds.some(({ id }) => id === prepayId) ? order : undefined;
    },
    byNumber: (outTradeNo: string) => known(find(outTradeNo)),
    byTransaction: (transactionId: string) => known(findTransaction(transactionId)),
    state,
    close,
    pay,
    list: () => [...orders.values()],
  });
}

function refuseStrangers(request: PrepayRequest, parts: OrderBookParts): void {
  if (request.appid !== parts.appid) {
    throw new Refusal({
      status: 400,
      code: 'APPID_MCHID_NOT_MATCH',
      message: 'appid和mch_id不匹配，请检查后再试',
      internalCode: 268445527,
    });
  }
  const { openid } = request.payer;
  if (parts.ownsOpenid(request.appid, openid)) return;
  throw invalidRequest(/^o[\w-]{27}$/.test(openid) ? 'appid与openid不匹配' : '无效的openid');
}

function refuseRepeat(
  earlier: Order,
  request: PrepayRequest,
  state: TradeState,
  nowMs: number,
  variants: Variants,
): void {
  if (state === 'SUCCESS') throw paidOrder(variants);
  // Past its deadline the number is of no more use, whatever the query calls its state.
  if (state === 'CLOSED' || nowMs >= earlier.expiresAtMs) {
    throw closedOrder();
  }
  if (fingerprint(earlier.request) === fingerprint(request)) return;
  throw variants.changedPrepay === 'INVALID_REQUEST'
    ? invalidRequest('请求重入时，参数与首次请求时不一致', 268498688)
    : new Refusal({
        status: 403,
        code: 'OUT_TRADE_NO_USED',
        message: '商户订单号重复',
        internalCode: 268498688,
      });
}

/** The parameters in one spelling: key order does not matter, the default currency may be written or not. */
function fingerprint(request: PrepayRequest): string {
  return canonical({ ...request, amount: { currency: 'CNY', ...request.amount } });
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

function unknownOrder({ unknownOrderCode: code }: Variants): Refusal {
  return new Refusal({ status: 404, code, message: '订单不存在', internalCode: 268512771 });
}

function paidOrder({ paidCode: code }: Variants): Refusal {
  return new Refusal({ status: 400, code, message: '该订单已支付', internalCode: 268449538 });
}

function closedOrder(): Refusal {
  return new Refusal({
    status: 400,
    code: 'ORDER_CLOSED',
    message: '订单已关闭',
    internalCode: 268447914,
  });
}
