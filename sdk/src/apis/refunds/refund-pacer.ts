import type { System } from '../../core/system.ts';
import type { RefundRequest } from './refund-request.ts';

/** Keeps the minute that WeChat wants between two refunds of one order. One per client; it remembers a minute, no more. */
export interface RefundPacer {
  /** How long a refund has to wait, in milliseconds; 0 when it may go. The same number again never waits. */
  waitMs(request: RefundRequest): number;
  /** Remembers a refund that is about to be sent. */
  sent(request: RefundRequest): void;
  /** Forgets a refund that WeChat did not take. */
  forget(request: RefundRequest): void;
}

/** Makes a pacer on the client's clock. */
export function createRefundPacer(system: System): RefundPacer {
  const byOrder = new Map<string, { readonly out_refund_no: string; readonly atMs: number }>();
  return Object.freeze({
    waitMs: (request: RefundRequest) => {
      const nowMs = system.nowMs();
      const waits = namesOf(request).map((name) => {
        const last = byOrder.get(name);
        if (last === undefined || last.out_refund_no === request.out_refund_no) return 0;
        // A clock that was set back must not make anybody wait longer than the minute.
        return Math.min(paceMs, last.atMs + paceMs - nowMs);
      });
      return Math.max(0, ...waits);
    },
    sent: (request: RefundRequest) => {
      const atMs = system.nowMs();
      for (const [name, last] of byOrder) {
        if (last.atMs + paceMs <= atMs) byOrder.delete(name);
      }
      const { out_refund_no } = request;
      for (const name of namesOf(request)) byOrder.set(name, { out_refund_no, atMs });
    },
    forget: (request: RefundRequest) => {
      for (const name of namesOf(request)) {
        if (byOrder.get(name)?.out_refund_no === request.out_refund_no) byOrder.delete(name);
      }
    },
  });
}

const paceMs = 60_000;

function namesOf({ transaction_id, out_trade_no }: RefundRequest): string[] {
  const names = [];
  if (transaction_id !== undefined) names.push(`transaction_id ${transaction_id}`);
  if (out_trade_no !== undefined) names.push(`out_trade_no ${out_trade_no}`);
  return names;
}
