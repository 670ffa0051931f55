import type { Memory } from './memory.ts';

/** The accounts of a merchant: basic (payments, refunds), operation (transfers), fees; the deposit of a sub-merchant. */
export const fundAccounts = ['BASIC', 'OPERATION', 'FEES', 'DEPOSIT'] as const;

/** The name of an account. */
export type FundAccount = (typeof fundAccounts)[number];

/** One movement of money, as the fund-flow bill lists it; `fen` is below zero when it leaves. */
export interface FundMove {
  readonly mchid: string;
  readonly account: FundAccount;
  /** 业务名称, for example 交易. */
  readonly name: string;
  /** 业务类型. */
  readonly kind: string;
  readonly fen: number;
  /** 微信支付业务单号. */
  readonly number: string;
  /** 资金流水单号. */
  readonly flowNumber: string;
  /** 资金变更提交申请人, for example `1900000001API`. */
  readonly applicant: string;
  readonly remark: string;
  /** 业务凭证号. */
  readonly voucher: string;
}

/** A movement with its moment and what was left after it. */
export interface FundEntry extends FundMove {
  readonly atMs: number;
  readonly balanceFen: number;
}

/** The money of every merchant. A balance may be drained below zero by nothing but a control call. */
export interface Funds {
  move(move: FundMove): FundEntry;
  balanceFen(mchid: string, account: FundAccount): number;
  /** Every movement, oldest first. */
  list(): readonly FundEntry[];
}

/** What every merchant has in its operation account at the beginning, so that transfers have a source: 100,000 yuan. */
const OPENING_OPERATION_FEN = 10_000_000;

/** Creates accounts that are empty but for the operation account. */
export function createFunds(nowMs: () => number, memory: Memory): Funds {
  const entries = memory.list<FundEntry>('funds');
  const balances = memory.map<string, number>('funds.balances');
  const balanceFen = (mchid: string, account: FundAccount) =>
    balances.get(`${mchid} ${account}`) ?? (account === 'OPERATION' ? OPENING_OPERATION_FEN : 0);
  return Object.freeze({
    move(move: FundMove) {
      const left = balanceFen(move.mchid, move.account) + move.fen;
      balances.set(`${move.mchid} ${move.account}`, left);
      const entry = Object.freeze({ ...move, atMs: nowMs(), balanceFen: left });
      entries.push(entry);
      return entry;
    },
    balanceFen,
    list: () => entries,
  });
}
