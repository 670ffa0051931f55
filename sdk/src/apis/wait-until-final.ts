import { ApiError } from '../core/errors/api-error.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
import { NetworkError } from '../core/errors/network-error.ts';
import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { TradeState } from '../core/objects/transaction.ts';
import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { System } from '../core/system.ts';
import type { CallOptions } from '../http/call-options.ts';
import { pause } from './pause.ts';

/** What a caller may set for waiting. */
export interface WaitOptions extends CallOptions {
  /**
   * When to ask, in milliseconds after the call, ascending. Default: WeChat's own suggestion, 5 s, 30 s, 1, 3, 5, 10
   * and 30 min; begin with 0 to ask at once.
   */
  readonly schedule?: readonly number[];
}

/** What waiting for an order came to. */
export interface WaitOutcome<Found extends TransactionFacts> {
  /** Whether the state will stay: paid (`SUCCESS`, `REFUND`), `CLOSED`, `REVOKED` or `PAYERROR`. */
  readonly final: boolean;
  /** What WeChat said last. */
  readonly transaction: Found;
}

/**
 * Asks at the times of the schedule until the state is final.
 *
 * @param query asks once
 */
export async function waitUntilFinal<Found extends TransactionFacts>(
  query: (options: CallOptions) => Promise<Found>,
  system: System,
  { schedule = publishedScheduleMs, ...options }: WaitOptions = {},
): Promise<WaitOutcome<Found>> {
  checkSchedule(schedule);
  let last: WaitOutcome<Found> | { readonly error: unknown } = { error: undefined };
  let passedMs = 0;
  for (const atMs of schedule) {
    await pause(system, atMs - passedMs, options.signal);
    passedMs = atMs;
    try {
      const transaction = await query(options);
      const final = finalStates.has(transaction.trade_state);
      last = Object.freeze({ final, transaction });
      if (final) break;
    } catch (error) {
      if (options.signal?.aborted || !mayChange(error)) throw error;
      last = { error };
    }
  }
  if ('error' in last) throw last.error;
  return last;
}

/** WeChat's suggestion when to ask after an order was placed. */
const publishedScheduleMs: readonly number[] = [5, 30, 60, 180, 300, 600, 1800].map(
  (seconds) => seconds * 1000,
);

const finalStates: ReadonlySet<TradeState> = new Set([
  'SUCCESS',
  'REFUND',
  'CLOSED',
  'REVOKED',
  'PAYERROR',
]);

function checkSchedule(schedule: readonly number[]): void {
  const ascending = schedule.every(
    (atMs, index) => Number.isSafeInteger(atMs) && atMs >= (schedule[index - 1] ?? 0),
  );
  if (schedule.length === 0 || !ascending) {
    throw new ArgumentError('schedule', 'must be ascending whole milliseconds, at least one');
  }
}

// The prepay may still be under way, and what did not reach WeChat now may reach it next time.
function mayChange(error: unknown): boolean {
  if (error instanceof ApiError && error.says('ORDER_NOT_EXIST')) return true;
  if (error instanceof NetworkError) return true;
  return error instanceof WechatPayError && error.outcome === 'unknown';
}
