import { setTimeout as sleep } from 'node:timers/promises';
import type { ContractRequest } from '@yifen/contract';
import type { Simulator } from '@yifen/simulator';
import { Agent } from 'undici';
import { type BackEnd, openBackEnd } from './back-end.ts';
import { buy, isFinal, logIn, type Payer } from './buyer.ts';
import { count, type Journal } from './journal.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Where purchases happen: payers, a merchant's back end, and the patience of both. */
export interface Market {
  readonly baseUrl: string;
  readonly wechat: Simulator;
  readonly request: ContractRequest;
  readonly random: SeededRandom;
  readonly journal: Journal;
  /** Secrets that came up: they must be seen nowhere. */
  readonly canaries: Set<string>;
  readonly productIds: readonly string[];
  readonly backEnd: BackEnd | null;
  nowMs(): number;
  wait(ms: number): Promise<void>;
  /** Acts again and again until it succeeds, is refused for good, or `tries` are used up: then null. */
  persist<T>(what: string, act: () => Promise<T>, tries?: number): Promise<T | null>;
}

/** A market that is open. */
export interface OpenMarket {
  /** Starts this many purchases per second from now on; 0 starts none. */
  setRate(perSecond: number): void;
  /** Purchases that have begun. */
  begun(): number;
  /** Resolves when nobody is buying any more. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** What it needs. */
export interface MarketOptions
  extends Pick<Market, 'baseUrl' | 'wechat' | 'random' | 'journal' | 'canaries' | 'productIds'> {
  readonly apiKey: string | null;
}

const PAYERS = 40;
const TICK_MS = 20;
/** More at once than this is a flood that nobody could have ordered: it is put off and counted. */
const MOST_AT_ONCE = 1_500;

/** Opens the market: payers log in, and wait for a rate. */
export async function openMarket(options: MarketOptions): Promise<OpenMarket> {
  const { wechat, journal } = options;
  const agent = new Agent({ connections: 96, headersTimeout: 20_000, bodyTimeout: 20_000 });
  const request = requestBy(agent, journal);
  const nowMs = () => wechat.clock.nowMs();
  let isClosing = false;

  async function persist<T>(what: string, act: () => Promise<T>, tries = 60): Promise<T | null> {
    for (let attempt = 0; attempt < tries && !isClosing; attempt += 1) {
      try {
        return await act();
      } catch (error) {
        if (isFinal(error)) {
          count(journal, `${what} refused`);
          return null;
        }
        count(journal, 'requests tried again');
        await sleep(Math.min(50 * 2 ** attempt, 1_000));
      }
    }
    count(journal, `${what} given up`);
    return null;
  }

  const { apiKey, baseUrl } = options;
  const backEnd =
    apiKey === null ? null : openBackEnd({ baseUrl, apiKey, request, journal, persist });
  const market: Market = { ...options, request, backEnd, nowMs, wait: (ms) => sleep(ms), persist };
  const payers: Payer[] = [];
  for (let each = 0; each < PAYERS; each += 1) {
    const payer = await logIn(market);
    if (payer) payers.push(payer);
  }

  let perSecond = 0;
  let owed = 0;
  let begun = 0;
  const under = new Set<Promise<void>>();
  let tickedAtMs = performance.now();
  const timer = setInterval(() => {
    // By the time that passed: ticks come late when the machine is busy, and payers do not wait for it.
    const sinceMs = performance.now() - tickedAtMs;
    tickedAtMs += sinceMs;
    owed += (perSecond * sinceMs) / 1_000;
    for (; owed >= 1; owed -= 1) {
      if (under.size >= MOST_AT_ONCE) {
        count(journal, 'purchases put off');
        continue;
      }
      begun += 1;
      const purchase: Promise<void> = buy(market, market.random.pick(payers), begun)
        .catch((error: unknown) => {
          journal.story.push({ atMs: nowMs(), text: `a purchase failed: ${String(error)}` });
          count(journal, 'purchases that failed');
        })
        .finally(() => under.delete(purchase));
      under.add(purchase);
    }
  }, TICK_MS);

  return Object.freeze<OpenMarket>({
    setRate(rate) {
      perSecond = rate;
    },
    begun: () => begun,
    async drain() {
      perSecond = 0;
      await Promise.all(under);
    },
    async close() {
      isClosing = true;
      clearInterval(timer);
      await agent.destroy();
    },
  });
}

function requestBy(agent: Agent, journal: Journal): ContractRequest {
  return async ({ method, url, headers, body }) => {
    const { origin, pathname, search } = new URL(url);
    const answer = await agent.request({
      origin,
      method,
      path: pathname + search,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (answer.statusCode >= 500) count(journal, `answers ${answer.statusCode}`);
    return { status: answer.statusCode, text: await answer.body.text() };
  };
}
