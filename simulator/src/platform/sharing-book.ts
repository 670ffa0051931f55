import { canonicalJson } from './canonical-json.ts';
import type { Funds } from './funds.ts';
import type { Memory } from './memory.ts';
import { invalidRequest } from './refusal.ts';
import type { Sale } from './sale.ts';
import type { SalesBook } from './sales-book.ts';
import type { SeededRandom } from './seeded-random.ts';
import {
  type ReturnRequest,
  type Share,
  type SharePart,
  type ShareRequest,
  type ShareReturn,
  sharedFen,
} from './sharing.ts';
import type { SharingMove } from './sharing-bill.ts';
import { moveShare, sharingMoves } from './sharing-moves.ts';
import { notEnoughLeft, nothingThere, refuseByTime } from './sharing-refusals.ts';
import type { SimulatorClock } from './simulated-clock.ts';
import type { Variants } from './variants.ts';

/** What profit sharing stands on. */
export interface SharingBookParts {
  readonly memory: Memory;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly variants: Variants;
  readonly mchid: string;
  readonly sales: SalesBook;
  readonly funds: Funds;
  /** What refunds took from a sale, in fen. */
  readonly refundedFen: (sale: Sale) => number;
  /** Why the next part will be closed; `undefined` when it will not. */
  readonly drawFailure: () => string | undefined;
  /** Called for every part that arrived. */
  readonly onShared: (share: Share, part: SharePart) => void;
}

/** A receiver without an amount: who may receive. */
interface Receiver {
  readonly type: string;
  readonly account: string;
}

/**
 * The truth about profit sharing: receivers, shares, returns and what is left of an order.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012525128
 */
export interface SharingBook {
  addReceiver(owner: string, receiver: Receiver): void;
  deleteReceiver(owner: string, receiver: Receiver): void;
  /** Accepts a share, or answers the earlier one of the same number and parameters. @throws Refusal */
  share(request: ShareRequest): Share;
  /** @throws Refusal 404 */
  byNumber(outOrderNo: string, subMchid?: string): Share;
  /** Ends the sharing of an order. @throws Refusal */
  unfreeze(request: Omit<ShareRequest, 'receivers' | 'unfreeze_unsplit'>): Share;
  /** @throws Refusal */
  giveBack(request: ReturnRequest): ShareReturn;
  /** @throws Refusal 404 */
  returnByNumber(outReturnNo: string): ShareReturn;
  /** What is still frozen of a payment, in fen. @throws Refusal */
  unsplitFen(transactionId: string): number;
  /** What has been moved: parts that arrived and parts that came back, the earliest first. */
  moves(): readonly SharingMove[];
}

/** How long a merchant can give back what it received. */
const RETURN_MS = 180 * 86_400_000;
const MOST_REQUESTS = 50;
const MOST_RECEIVERS = 50;

/** The share of an order that may go to others, in hundredths of a percent. */
export const MAX_RATIO = 3000;

/** Creates an empty book. */
export function createSharingBook(parts: SharingBookParts): SharingBook {
  const { clock, random, sales, funds, memory } = parts;
  const receivers = memory.set<string>('sharing.receivers');
  const shares = memory.map<string, Share>('sharing.shares');
  const returns = memory.map<string, ShareReturn>('sharing.returns');
  const planFinish = memory.work('sharing.finish', finish);
  /** Payments whose rest was unfrozen. */
  const ended = memory.set<string>('sharing.ended');

  const key = (owner: string, { type, account }: Receiver) => `${owner} ${type} ${account}`;
  const ofSale = (id: string) =>
    [...shares.values()].filter(({ request }) => request.transaction_id === id);
  const takenFen = (id: string) => ofSale(id).reduce((sum, share) => sum + sharedFen(share), 0);

  function saleOf(transactionId: string, subMchid?: string): Sale {
    const sale = sales.byTransaction(transactionId);
    if (sale === undefined || sale.subMchid !== subMchid) throw nothingThere('订单不存在');
    return sale;
  }

  function leftFen(sale: Sale): number {
    if (ended.has(sale.transaction_id) || !sale.profitSharing) return 0;
    return sale.totalFen - parts.refundedFen(sale) - takenFen(sale.transaction_id);
  }

  function accept(request: ShareRequest, sale: Sale): Share {
    const share: Share = Object.freeze({
      request,
      sale,
      order_id: `30${random.digits(26)}`,
      createdAtMs: clock.nowMs(),
      state: 'PROCESSING',
      parts: request.receivers.map((receiver) => ({
        ...receiver,
        detail_id: `36${random.digits(26)}`,
        result: 'PENDING' as const,
      })),
    });
    shares.set(request.out_order_no, share);
    for (const part of share.parts) moveShare(share, -part.amount, parts);
    if (request.unfreeze_unsplit) ended.add(sale.transaction_id);
    planFinish(clock.nowMs() + parts.variants.sharingArrivalMs, share);
    return share;
  }

  function finish(share: Share): void {
    const finishedAtMs = clock.nowMs();
    const done = share.parts.map((part): SharePart => {
      const fail_reason = parts.drawFailure();
      return fail_reason === undefined
        ? { ...part, result: 'SUCCESS', finishedAtMs }
        : { ...part, result: 'CLOSED', fail_reason, finishedAtMs };
    });
    const finished: Share = Object.freeze({ ...share, state: 'FINISHED', parts: done });
    shares.set(share.request.out_order_no, finished);
    for (const part of done) {
      if (part.result === 'CLOSED') moveShare(finished, part.amount, parts);
      else parts.onShared(finished, part);
    }
  }

  function share(request: ShareRequest): Share {
    const earlier = shares.get(request.out_order_no);
    if (earlier !== undefined) {
      const same = ({ receivers: all, ...rest }: ShareRequest) =>
        canonicalJson([rest, all.map(({ name: _, ...receiver }) => receiver)]);
      if (same(earlier.request) === same(request)) return earlier;
      throw invalidRequest('商户分账单号重复，且参数与之前请求不一致', 268498688);
    }
    const sale = saleOf(request.transaction_id, request.sub_mchid);
    refuseByTime(sale, clock.nowMs());
    const owner = sales.ownerOf(sale);
    const wantedFen = request.receivers.reduce((sum, { amount }) => sum + amount, 0);
    if (request.receivers.length > MOST_RECEIVERS) {
      throw invalidRequest('分账接收方数量超过限制', 268435464);
    }
    if (ofSale(sale.transaction_id).length >= MOST_REQUESTS) {
      throw invalidRequest('分账次数超过限制', 268435464);
    }
    if (!request.receivers.every((receiver) => receivers.has(key(owner, receiver)))) {
      throw invalidRequest('分账接收方关系不存在，请先添加分账接收方');
    }
    const ceilingFen = Math.floor((sale.totalFen * MAX_RATIO) / 10_000);
    const totalFen = takenFen(sale.transaction_id) + wantedFen;
    if (totalFen > ceilingFen) throw invalidRequest('分账金额超过最大分账比例', 268435464);
    if (wantedFen > leftFen(sale)) throw notEnoughLeft();
    return accept(request, sale);
  }

  function byNumber(outOrderNo: string, subMchid?: string): Share {
    const found = shares.get(outOrderNo);
    if (found === undefined || found.sale.subMchid !== subMchid) throw nothingThere('分账单不存在');
    return found;
  }

  function giveBack(request: ReturnRequest): ShareReturn {
    const earlier = returns.get(request.out_return_no);
    if (earlier !== undefined) {
      if (canonicalJson(earlier.request) === canonicalJson(request)) return earlier;
      throw invalidRequest('商户回退单号重复，且参数与之前请求不一致', 268498688);
    }
    const found = [...shares.values()].find(
      (candidate) =>
        candidate.order_id === request.order_id ||
        candidate.request.out_order_no === request.out_order_no,
    );
    const source = byNumber(found?.request.out_order_no ?? '', request.sub_mchid);
    if (clock.nowMs() > source.createdAtMs + RETURN_MS) {
      throw invalidRequest('分账单已超过可回退的最大期限', 268435464);
    }
    const receivedFen = source.parts
      .filter(({ type, account, result }) => {
        return type === 'MERCHANT_ID' && account === request.return_mchid && result === 'SUCCESS';
      })
      .reduce((sum, { amount }) => sum + amount, 0);
    const returnedFen = [...returns.values()]
      .filter(
        (other) =>
          other.share.order_id === source.order_id &&
          other.request.return_mchid === request.return_mchid,
      )
      .reduce((sum, other) => sum + other.request.amount, 0);
    if (request.amount > receivedFen - returnedFen) {
      throw invalidRequest('回退金额超过可回退金额', 268435464);
    }
    const return_id = `31${random.digits(26)}`;
    const given = Object.freeze({ request, share: source, return_id, atMs: clock.nowMs() });
    returns.set(request.out_return_no, given);
    moveShare(source, request.amount, { funds, sales, mchid: parts.mchid });
    return given;
  }

  return Object.freeze({
    addReceiver: (owner: string, receiver: Receiver) => void receivers.add(key(owner, receiver)),
    deleteReceiver(owner: string, receiver: Receiver) {
      receivers.delete(key(owner, receiver));
    },
    share,
    byNumber,
    unfreeze(request: Omit<ShareRequest, 'receivers' | 'unfreeze_unsplit'>) {
      const earlier = shares.get(request.out_order_no);
      if (earlier !== undefined) return earlier;
      const sale = saleOf(request.transaction_id, request.sub_mchid);
      refuseByTime(sale, clock.nowMs());
      return accept({ ...request, receivers: [], unfreeze_unsplit: true }, sale);
    },
    giveBack,
    returnByNumber(outReturnNo: string) {
      const found = returns.get(outReturnNo);
      if (found === undefined) throw nothingThere('回退单不存在');
      return found;
    },
    unsplitFen(transactionId: string) {
      const sale = sales.byTransaction(transactionId);
      if (sale === undefined) throw nothingThere('订单不存在');
      return leftFen(sale);
    },
    moves: () => sharingMoves(shares.values(), returns.values()),
  });
}
