import type { Client } from '@yifen/contract';
import { ProblemError } from '@yifen/contract';
import type { Store } from '@yifen/server';
import type { Delivery, Simulator } from '@yifen/simulator';
import type { FaultPlan } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { KeyedRandom } from '../keyed-random.ts';
import { NoAnswer } from '../payer-link.ts';
import type { Reach } from '../reach.ts';
import type { Scheduler } from '../scheduler.ts';
import type { WechatConfig } from '../simulated-merchant.ts';

/** What an actor has: a phone, WeChat, time, and its own randomness. */
export interface Stage {
  readonly merchantId: string;
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  readonly reach: Reach;
  readonly journal: Journal;
  readonly wechat: Simulator;
  readonly board: Board;
  readonly store: Store;
  /** What the servers sign and open with from now on, as far as they have heard of it. */
  credentials(): Pick<WechatConfig, 'merchantSerial' | 'merchantKey' | 'apiV3Key'>;
  /** Changes what the servers know of WeChat; each hears of it within seconds. */
  reconfigure(change: Partial<WechatConfig>): void;
  /** The payer API as `who` reaches it. */
  client(who: string, token?: string): Client;
  /** Any request to the servers, as anybody may send it; rejects with `NoAnswer` when none came. */
  request(who: string, request: AnyRequest): Promise<AnyAnswer>;
  /** A request of the merchant's back end, with one of two keys that may do everything. */
  merchant(who: string, as: 'clerk' | 'second clerk', request: AnyRequest): Promise<AnyAnswer>;
}

/** A request to the servers. */
export interface AnyRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface AnyAnswer {
  readonly status: number;
  readonly text: string;
}

/** What can be seen by whoever looks, attackers included. */
export interface Board {
  /** Ids of orders, as they became known. */
  readonly orders: string[];
  /** Every notification that WeChat sent. */
  readonly deliveries: Delivery[];
  /** Numbers of refunds that were made past our server. */
  readonly consoleRefunds: string[];
  /** Certificates that WeChat began to use, PEM. */
  readonly platformCertificates: string[];
}

/** One who does something in the simulated world; it ends, whatever happens to it. */
export type Actor = (stage: Stage, who: string) => Promise<void>;

/** How often somebody tries what got no answer, and the longest pause between two tries, in milliseconds. */
const TRIES = 6;
const PAUSE_MS = 20_000;

/**
 * Tries until there is an answer: what got none, or "later", is tried again as it is. Null: gave up, or was
 * refused; a refusal is final.
 */
export async function persist<T>(
  stage: Stage,
  what: string,
  act: () => Promise<T>,
): Promise<T | null> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isWorthAnotherTry(error)) return null;
      const pauseMs = stage.random.between(`pause ${what}`, 200, PAUSE_MS);
      await stage.scheduler.wait(pauseMs, `${what} tries again`);
    }
  }
  return null;
}

function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  if (!(error instanceof ProblemError)) throw error;
  // Its answer was lost, the code is used up: the phone fetches another.
  if (error.code === 'login_code_refused') return true;
  // A request that is not understood is a mistake of the workload's.
  if (error.status === 400) throw error;
  return error.status >= 500 || error.status === 429;
}
