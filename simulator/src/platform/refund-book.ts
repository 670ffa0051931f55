import { canonicalJson } from './canonical-json.ts';
import type { Funds } from './funds.ts';
import type { Memory } from './memory.ts';
import { type Refund, type RefundRequest, type RefundStatus, refundStatus } from './refund.ts';
import {
  changedRefund,
  notEnough,
  nothingToRefund,
  overdueRefund,
  refundMismatch,
  tooFrequent,
  unknownRefund,
} from './refund-refusals.ts';
import { invalidRequest } from './refusal.ts';
import type { Sale } from './sale.ts';
import type { SalesBook } from './sales-book.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatorClock } from './simulated-clock.ts';
import type { Variants } from './variants.ts';
import { yuan } from './yuan.ts';

/** How an accepted refund will end, and when. */
export interface RefundFate {
  readonly status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  /** Before its request is answered. */
  readonly early?: boolean;
}

/** What the refund book stands on. */
export interface RefundBookParts {
  readonly memory: Memory;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly variants: Variants;
  readonly mchid: string;
  readonly sales: SalesBook;
  readonly funds: Funds;
  /** Decides on the fate of a refund that is being accepted; `'not-enough'` refuses it. */
  readonly drawFate: () => RefundFate | 'not-enough';
  /** Called when a refund came to an end; answers the id of the notification, if there is one. */
  readonly onSettled: (refund: Refund) => string | undefined;
}

/**
 * The truth about refunds. A refund is accepted at once and ends later on the simulated clock.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791903
 */
export interface RefundBook {
  /** Accepts a refund, or answers the earlier one of the same number and parameters. @throws Refusal */
  create(request: RefundRequest): Refund;
  /** @throws Refusal 404 when there is no such refund of this owner. */
  byNumber(outRefundNo: string, subMchid?: string): Refund;
  /** Sends an ABNORMAL refund to another account. @throws Refusal */
  redirect(refundId: string, outRefundNo: string, receivedBy: string, subMchid?: string): Refund;
  /** Ends a refund that is under way; `undefined` when it is not. */
  settle(outRefundNo: string, status: RefundFate['status']): Refund | undefined;
  find(outRefundNo: string): Refund | undefined;
  /** Whether refunds changed the state of a payment. */
  touches(transactionId: string): boolean;
  /** What refunds took from a payment, closed ones not counted, in fen. */
  refundedFen(transactionId: string): number;
  /** In the order of acceptance. */
  list(): readonly Refund[];
}

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;
const MOST_REFUNDS = 50;

/** What is planned for a refund under way. */
interface Arrival {
  readonly outRefundNo: string;
  readonly status: RefundFate['status'];
}

/** Creates an empty refund book. */
export function createRefundBook(parts: RefundBookParts): RefundBook {
  const { clock, random, variants, sales, funds, memory } = parts;
  const refunds = memory.map<string, Refund>('refunds');
  const planArrival = memory.work('refund.arrive', (refund: Arrival) => {
    settle(refund.outRefundNo, refund.status);
  });

  const find = (outRefundNo: string) => refunds.get(outRefundNo);
  const list = () => [...refunds.values()];
  const ofSale = (id: string) => list().filter(({ sale }) => sale.transaction_id === id);

  function keep(refund: Refund): Refund {
    const frozen = Object.freeze(refund);
    refunds.set(refund.request.out_refund_no, frozen);
    return frozen;
  }

  function create(request: RefundRequest): Refund {
    const earlier = find(request.out_refund_no);
    if (earlier !== undefined) {
      if (canonicalJson(earlier.request) === canonicalJson(request)) return earlier;
      throw changedRefund(variants);
    }
    const sale = findSale(request, sales);
    const standing = ofSale(sale.transaction_id).filter((one) => refundStatus(one) !== 'CLOSED');
    refuseByRules(request, sale, standing, clock.nowMs(), variants);
    const fate = parts.drawFate();
    const feeFen = feeShare(sale, standing, request.amount.refund);
    const netFen = request.amount.refund - feeFen;
    const coveredFen = funds.balanceFen(sales.ownerOf(sale), 'BASIC');
    if (fate === 'not-enough' || coveredFen < netFen) throw notEnough();
    const createdAtMs = clock.nowMs();
    const refund = keep({
      request,
      sale,
      refund_id: `50${random.digits(8)}${String(createdAtMs).slice(0, 10)}${random.digits(9)}`,
      createdAtMs,
      feeFen,
      channel: 'ORIGINAL',
      receivedBy: '支付用户零钱',
      history: [{ status: 'PROCESSING', atMs: createdAtMs }],
    });
    moveMoney(refund, -netFen, parts);
    if (fate.early) settle(request.out_refund_no, fate.status);
    else plan(refund, fate.status);
    // The answer says what the caller could know: that it was accepted.
    return refund;
  }

  function plan({ request }: Refund, status: RefundFate['status']): void {
    const outRefundNo = request.out_refund_no;
    planArrival(clock.nowMs() + variants.refundArrivalMs, { outRefundNo, status });
  }

  function settle(outRefundNo: string, status: RefundFate['status']): Refund | undefined {
    const refund = find(outRefundNo);
    if (refund === undefined || refundStatus(refund) !== 'PROCESSING') return undefined;
    const settled = keep(withStatus(refund, status, clock.nowMs()));
    if (status === 'CLOSED')
      moveMoney(settled, refund.request.amount.refund - refund.feeFen, parts);
    const notificationId = parts.onSettled(settled);
    return notificationId === undefined ? settled : keep({ ...settled, notificationId });
  }

  function owned(refund: Refund | undefined, subMchid: string | undefined): Refund {
    if (refund === undefined || refund.sale.subMchid !== subMchid) throw unknownRefund();
    return refund;
  }

  return Object.freeze({
    create,
    find,
    list,
    settle,
    byNumber: (outRefundNo: string, subMchid?: string) => owned(find(outRefundNo), subMchid),
    redirect(refundId: string, outRefundNo: string, receivedBy: string, subMchid?: string) {
      const refund = owned(find(outRefundNo), subMchid);
      if (refund.refund_id !== refundId) throw unknownRefund();
      if (refundStatus(refund) !== 'ABNORMAL') {
        throw invalidRequest('退款单状态不是退款异常，不能发起异常退款');
      }
      const processing = withStatus(refund, 'PROCESSING', clock.nowMs());
      const redirected = keep({ ...processing, channel: 'OTHER_BANKCARD', receivedBy });
      plan(redirected, 'SUCCESS');
      return redirected;
    },
    refundedFen: (transactionId: string) =>
      ofSale(transactionId)
        .filter((refund) => refundStatus(refund) !== 'CLOSED')
        .reduce((sum, { request }) => sum + request.amount.refund, 0),
    touches: (transactionId: string) =>
      ofSale(transactionId).some((refund) => {
        const status = refundStatus(refund);
        return variants.refundedOrder === 'accepted' ? status !== 'CLOSED' : status === 'SUCCESS';
      }),
  });
}

function withStatus(refund: Refund, status: RefundStatus, atMs: number): Refund {
  return { ...refund, history: [...refund.history, { status, atMs }] };
}

/** Finds the payment by either number; both must name the same one. */
function findSale(request: RefundRequest, sales: SalesBook): Sale {
  const { transaction_id, out_trade_no, sub_mchid } = request;
  const byId = transaction_id === undefined ? undefined : sales.byTransaction(transaction_id);
  const byNumber = out_trade_no === undefined ? undefined : sales.byNumber(out_trade_no);
  const sale = byId ?? byNumber;
  if (sale === undefined) throw nothingToRefund();
  if (transaction_id !== undefined && out_trade_no !== undefined && byId !== byNumber) {
    throw refundMismatch();
  }
  if (sale.subMchid !== sub_mchid) throw refundMismatch();
  return sale;
}

/** The rules about amounts, age, number and pace of refunds. */
function refuseByRules(
  { amount }: RefundRequest,
  sale: Sale,
  standing: readonly Refund[],
  nowMs: number,
  variants: Variants,
): void {
  if (amount.total !== sale.totalFen) throw refundMismatch();
  const refundedFen = standing.reduce((sum, { request }) => sum + request.amount.refund, 0);
  if (amount.refund > sale.totalFen - refundedFen) {
    throw invalidRequest('申请退款金额大于订单剩余可退金额', 268435464);
  }
  if (nowMs > sale.paidAtMs + YEAR_MS) throw overdueRefund(variants);
  if (standing.length >= MOST_REFUNDS) throw invalidRequest('订单退款次数超过限制', 268435464);
  const latestMs = standing.at(-1)?.createdAtMs;
  if (latestMs === undefined || nowMs >= latestMs + MINUTE_MS) return;
  if (variants.refundPacing === 'refused') throw tooFrequent();
}

/** The part of the fee that comes back: pro rata of all refunds so far, so that the last one leaves nothing over. */
function feeShare(sale: Sale, standing: readonly Refund[], refundFen: number): number {
  const before = standing.reduce((sum, { request }) => sum + request.amount.refund, 0);
  const givenBack = standing.reduce((sum, { feeFen }) => sum + feeFen, 0);
  const share = Math.round((sale.feeFen * (before + refundFen)) / sale.totalFen);
  // Of what stands, not of what it would be anew: a refund that was closed may have had the rounded fen.
  return Math.max(0, share - givenBack);
}

function moveMoney(refund: Refund, fen: number, { funds, sales, mchid }: RefundBookParts): void {
  const { request, sale, refund_id, feeFen } = refund;
  const name = fen < 0 ? '退款' : '退款关闭退回';
  funds.move({
    mchid: sales.ownerOf(sale),
    account: 'BASIC',
    name,
    kind: '退款',
    fen,
    number: refund_id,
    flowNumber: sale.transaction_id,
    applicant: `${mchid}API`,
    remark: `退款总金额${yuan(request.amount.refund)}元;含手续费${yuan(feeFen)}元`,
    voucher: request.out_refund_no,
  });
}
