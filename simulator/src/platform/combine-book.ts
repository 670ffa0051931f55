import { canonicalJson } from './canonical-json.ts';
import {
  type CombineOrder,
  type CombinePayment,
  type CombineRequest,
  combineTotalFen,
} from './combine-order.ts';
import type { Memory } from './memory.ts';
import {
  PREPAY_LIFE_MS,
  type Product,
  paymentDeadline,
  type TradeState,
  tradeState,
} from './order.ts';
import { changedOrder, closedOrder, notServed, paidOrder, unknownOrder } from './order-refusals.ts';
import { PAYABLE_DIALOG, type Payable, standingFault } from './payable.ts';
import { handleOf, issuePrepayId, newTransactionId, prepayAnswer } from './prepay-handle.ts';
import { invalidRequest } from './refusal.ts';
import { appidMismatch, type Bindings, refuseOtherSubMerchant } from './refuse-strangers.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Variants } from './variants.ts';

/** What the book of combined orders stands on. */
export interface CombineBookParts extends Bindings {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly variants: Variants;
  readonly isRefunded: (transactionId: string) => boolean;
  /** Whether a number is taken by a plain order. */
  readonly isTaken: (outTradeNo: string) => boolean;
  readonly onPaid: (order: CombineOrder, payment: CombinePayment) => void;
}

/** What a close must list: every part of the order. */
export interface CombineParts {
  readonly sub_orders: readonly { readonly mchid: string; readonly out_trade_no: string }[];
}

/**
 * The truth about combined orders: one payment for several merchants' orders, all or none.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012556944
 */
export interface CombineBook {
  /** @throws Refusal */
  prepay(product: Product, request: CombineRequest): Readonly<Record<string, string>>;
  /** @throws Refusal 404 */
  byNumber(combineOutTradeNo: string): CombineOrder;
  find(combineOutTradeNo: string): CombineOrder | undefined;
  findPayable(handle: string): Payable | undefined;
  /** Whether a part has this number. */
  hasPart(outTradeNo: string): boolean;
  /** The state of one part. */
  state(order: CombineOrder, index: number): TradeState;
  /** @throws Refusal unless all parts are listed and none is paid. */
  close(combineOutTradeNo: string, parts: CombineParts): void;
  list(): readonly CombineOrder[];
}

/** Creates an empty book. */
export function createCombineBook(parts: CombineBookParts): CombineBook {
  const { nowMs, random, variants, merchant, memory } = parts;
  const orders = memory.map<string, CombineOrder>('combined');
  const numberByHandle = memory.map<string, string>('combined.byHandle');
  /** The combined order of each part. */
  const numberByPart = memory.map<string, string>('combined.byPart');

  const find = (number: string) => orders.get(number);
  const standing = (order: CombineOrder) => tradeState(order, nowMs(), variants.expiredOrder);

  function byNumber(number: string): CombineOrder {
    const order = find(number);
    if (order === undefined) throw unknownOrder(variants);
    return order;
  }

  function keep(order: CombineOrder): void {
    orders.set(order.request.combine_out_trade_no, Object.freeze(order));
  }

  function prepay(product: Product, request: CombineRequest): Readonly<Record<string, string>> {
    refuseForeignParts(product, request, parts);
    const number = request.combine_out_trade_no;
    const earlier = find(number);
    if (earlier !== undefined) {
      if (earlier.payment !== undefined) throw paidOrder(variants);
      if (standing(earlier) === 'CLOSED' || nowMs() >= earlier.expiresAtMs) throw closedOrder();
      const same = canonicalJson([earlier.product, earlier.request]);
      if (same !== canonicalJson([product, request])) throw changedOrder(variants);
    }
    for (const { out_trade_no } of request.sub_orders) {
      const other = numberByPart.get(out_trade_no) ?? number;
      if (other !== number || parts.isTaken(out_trade_no)) throw changedOrder(variants);
    }
    const issued = issuePrepayId(product, nowMs(), random);
    const kept = variants.earlierPrepayIds === 'usable' ? (earlier?.prepayIds ?? []) : [];
    const order = earlier ?? {
      product,
      request,
      createdAtMs: nowMs(),
      expiresAtMs: paymentDeadline(request.time_expire, nowMs()),
    };
    keep({ ...order, prepayIds: [...kept, issued] });
    numberByHandle.set(handleOf(issued), number);
    for (const { out_trade_no } of request.sub_orders) numberByPart.set(out_trade_no, number);
    return prepayAnswer(product, issued);
  }

  function close(number: string, listed: CombineParts): void {
    const order = byNumber(number);
    const names = (all: CombineParts) =>
      all.sub_orders.map(({ mchid, out_trade_no }) => `${mchid} ${out_trade_no}`).sort();
    if (canonicalJson(names(order.request)) !== canonicalJson(names(listed))) {
      throw invalidRequest('关单的子单与下单的子单不一致');
    }
    if (order.payment !== undefined) throw paidOrder(variants);
    if (order.closedAtMs === undefined) keep({ ...order, closedAtMs: nowMs() });
  }

  function pay(number: string, openid: string): boolean {
    const order = find(number);
    const paidAtMs = nowMs();
    if (order === undefined || paidAtMs >= order.expiresAtMs || standing(order) !== 'NOTPAY') {
      return false;
    }
    const transactionIds = order.request.sub_orders.map(() => newTransactionId(paidAtMs, random));
    const payment = { paidAtMs, openid, transactionIds };
    const paid = { ...order, payment };
    keep(paid);
    parts.onPaid(paid, payment);
    return true;
  }

  function findPayable(handle: string): Payable | undefined {
    const order = find(numberByHandle.get(handle) ?? '');
    const issued = order?.prepayIds.find((candidate) => handleOf(candidate) === handle);
    if (order === undefined || issued === undefined) return undefined;
    const { product, request } = order;
    const { combine_payer_info: payer, combine_out_trade_no: outTradeNo } = request;
    return Object.freeze({
      outTradeNo,
      product,
      appid: request.combine_appid,
      ...(payer === undefined ? {} : { openid: payer.openid }),
      merchantName: merchant.name,
      description: request.sub_orders.map(({ description }) => description).join('、'),
      amountFen: combineTotalFen(request),
      fault() {
        const now = find(outTradeNo) ?? order;
        return (
          standingFault(now, standing(now), nowMs()) ??
          (nowMs() < issued.issuedAtMs + PREPAY_LIFE_MS[product] ? undefined : PAYABLE_DIALOG.gone)
        );
      },
      pay: (openid: string) => pay(outTradeNo, openid),
    });
  }

  return Object.freeze({
    prepay,
    byNumber,
    find,
    findPayable,
    close,
    hasPart: (outTradeNo: string) => numberByPart.has(outTradeNo),
    state(order: CombineOrder, index: number) {
      const transactionId = order.payment?.transactionIds[index];
      const refunded = transactionId !== undefined && parts.isRefunded(transactionId);
      return refunded ? 'REFUND' : standing(order);
    },
    list: () => [...orders.values()],
  });
}

function refuseForeignParts(
  product: Product,
  request: CombineRequest,
  { merchant, ownsOpenid }: Bindings,
): void {
  if (request.combine_appid !== merchant.appid) {
    throw appidMismatch('appid和mch_id不匹配，请检查后再试');
  }
  const { sub_orders, combine_payer_info: payer } = request;
  const byPartner = sub_orders.every(({ sub_mchid }) => sub_mchid !== undefined);
  const [least, most] = byPartner ? [1, 50] : [2, 10];
  if (sub_orders.length < least || sub_orders.length > most) {
    throw invalidRequest(`子单数量必须在${least}到${most}之间`, 268435464);
  }
  if (new Set(sub_orders.map((part) => part.out_trade_no)).size < sub_orders.length) {
    throw invalidRequest('子单商户订单号重复', 268498688);
  }
  for (const { mchid, sub_mchid } of sub_orders) {
    if (mchid !== merchant.mchid) throw notServed();
    if (sub_mchid !== undefined) refuseOtherSubMerchant(sub_mchid, merchant);
  }
  if (product !== 'jsapi') return;
  if (payer === undefined) throw invalidRequest('JSAPI支付必须传openid', 268501013);
  if (!ownsOpenid(request.combine_appid, payer.openid)) throw invalidRequest('appid与openid不匹配');
}
