import { createHash } from 'node:crypto';
import { parseBeijingDay } from './beijing-time.ts';
import { type BillLines, billFile } from './bill-text.ts';
import { fundFlowBill } from './fund-flow-bill.ts';
import type { FundAccount, Funds } from './funds.ts';
import type { Memory } from './memory.ts';
import type { SimulatorMerchant } from './merchant.ts';
import type { RefundBook } from './refund-book.ts';
import { invalidRequest, Refusal } from './refusal.ts';
import type { SalesBook } from './sales-book.ts';
import { sealFile } from './seal-resource.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type SharingMove, sharingBill, sourceOf } from './sharing-bill.ts';
import { type TradeBillType, type TradeDay, tradeBill } from './trade-bill.ts';
import type { Variants } from './variants.ts';

/** What the bills are written from. */
export interface BillRoomParts {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
  readonly variants: Variants;
  readonly merchant: SimulatorMerchant;
  readonly sales: SalesBook;
  readonly refunds: RefundBook;
  readonly funds: Funds;
  /** Whether a bill that could be there is not ready yet all the same. */
  readonly isLate: () => boolean;
  /** Decides what a trade bill says of the day, which is not always what happened. */
  readonly tell: (day: TradeDay) => TradeDay;
  /** Makes a gzip file. */
  readonly compress: (plain: Buffer) => Buffer;
}

/** A bill that may be fetched with `token` for five minutes. */
export interface PreparedBill {
  readonly token: string;
  readonly gzip: boolean;
  readonly hash_value: string;
}

/** A prepared bill that is a sealed file; `key` opens it (AEAD_AES_256_GCM, no associated data). */
export interface SealedBill extends PreparedBill {
  readonly key: string;
  readonly nonce: string;
}

/** Which day, and how it is packed. */
export interface BillWish {
  /** `2026-01-01`, a Beijing day. */
  readonly day: string;
  readonly gzip: boolean;
}

/** Writes the bills of past days. They are pictures of 9:00 on the next day and never change afterwards. */
export interface BillRoom {
  /** `subMchid` confines a partner's bill to one sub-merchant. @throws Refusal */
  trade(wish: BillWish, type: TradeBillType, subMchid?: string): PreparedBill;
  /** @throws Refusal */
  fundFlow(wish: BillWish, account: FundAccount): PreparedBill;
  /** @throws Refusal */
  sealedFundFlow(wish: BillWish, account: FundAccount, subMchid: string): SealedBill;
  /** `subMchid` confines it to one sub-merchant. @throws Refusal */
  sharing(wish: BillWish, moves: readonly SharingMove[], subMchid?: string): PreparedBill;
  /** The file behind a token. @throws Refusal when the token is unknown or older than five minutes. */
  fetch(token: string): { readonly bytes: Buffer; readonly gzip: boolean };
}

interface Stored {
  readonly bytes: Buffer;
  readonly gzip: boolean;
  readonly untilMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TOKEN_LIFE_MS = 300_000;

/** Creates the bill room. */
export function createBillRoom(parts: BillRoomParts): BillRoom {
  const { nowMs, random, variants, merchant, sales, refunds, funds, compress } = parts;
  const dayOf = (text: string) => (parts.isLate() ? refuseEarly() : readDay(text, nowMs()));
  const stored = parts.memory.map<string, Stored>('bills');

  function store(bytes: Buffer, gzip: boolean, hash_value: string): PreparedBill {
    const token = random.letters(40);
    stored.set(token, { bytes, gzip, untilMs: nowMs() + TOKEN_LIFE_MS });
    return { token, gzip, hash_value };
  }

  function prepare(lines: BillLines | undefined, { gzip }: BillWish): PreparedBill {
    const plain = billFile(lines ?? refuseEmpty());
    const packed = gzip ? compress(plain) : plain;
    return store(packed, gzip, sha1(variants.billHash === 'gzip' ? packed : plain));
  }

  const within = (fromMs: number) => (atMs: number) => atMs >= fromMs && atMs < fromMs + DAY_MS;

  function moves(wish: BillWish, account: FundAccount, mchid: string): BillLines | undefined {
    const isToday = within(dayOf(wish.day));
    const entries = funds
      .list()
      .filter((move) => move.mchid === mchid && move.account === account && isToday(move.atMs));
    return fundFlowBill(entries, variants.billText);
  }

  return Object.freeze({
    trade(wish: BillWish, type: TradeBillType, subMchid?: string) {
      const fromMs = dayOf(wish.day);
      const isToday = within(fromMs);
      const isOwn = (owner: string | undefined) => subMchid === undefined || owner === subMchid;
      const day = {
        mchid: merchant.mchid,
        sales: sales.list().filter((sale) => isOwn(sale.subMchid) && isToday(sale.paidAtMs)),
        refunds: refunds
          .list()
          .filter(({ sale, createdAtMs }) => isOwn(sale.subMchid) && isToday(createdAtMs)),
        snapshotMs: fromMs + DAY_MS + 9 * HOUR_MS,
        text: variants.billText,
      };
      return prepare(tradeBill(parts.tell(day), type), wish);
    },
    fundFlow: (wish: BillWish, account: FundAccount) =>
      prepare(moves(wish, account, merchant.mchid), wish),
    sealedFundFlow(wish: BillWish, account: FundAccount, subMchid: string) {
      const plain = billFile(moves(wish, account, subMchid) ?? refuseEmpty());
      const packed = wish.gzip ? compress(plain) : plain;
      const [key, nonce] = [random.letters(32), random.letters(12)];
      const sealed = sealFile(packed, key, nonce);
      const hash = sha1(variants.billHash === 'gzip' ? packed : plain);
      return { ...store(sealed, wish.gzip, hash), key, nonce };
    },
    sharing(wish: BillWish, moves: readonly SharingMove[], subMchid?: string) {
      const isToday = within(dayOf(wish.day));
      const own = moves.filter(
        (move) =>
          isToday(move.atMs) &&
          (subMchid === undefined || sourceOf(move).sale.subMchid === subMchid),
      );
      return prepare(sharingBill(own, { mchid: merchant.mchid, text: variants.billText }), wish);
    },
    fetch(token: string) {
      const bill = stored.get(token);
      if (bill === undefined || nowMs() >= bill.untilMs) {
        stored.delete(token);
        throw invalidRequest('账单下载地址已失效，请重新申请账单');
      }
      return bill;
    },
  });
}

/** Reads the day of a bill: past, not older than three months, and generated (from 10:00 on the next day). */
function readDay(day: string, nowMs: number): number {
  const fromMs = parseBeijingDay(day);
  if (fromMs === undefined) throw invalidRequest('账单日期格式不正确');
  if (nowMs < fromMs + DAY_MS) throw invalidRequest('账单日期不能是当天或之后的日期');
  if (nowMs >= fromMs + 93 * DAY_MS) throw invalidRequest('只能查询三个月内的账单');
  if (nowMs >= fromMs + DAY_MS + 10 * HOUR_MS) return fromMs;
  return refuseEarly();
}

function refuseEarly(): never {
  throw new Refusal({
    status: 400,
    code: 'STATEMENT_CREATING',
    message: '账单生成中，请在10点以后再下载',
    internalCode: 268435461,
  });
}

function refuseEmpty(): never {
  throw new Refusal({
    status: 400,
    code: 'NO_STATEMENT_EXIST',
    message: '账单文件不存在，请检查当前商户号是否在指定日期有交易发生',
    internalCode: 268435461,
  });
}

function sha1(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}
