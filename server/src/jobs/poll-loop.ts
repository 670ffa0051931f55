import { pollOrder } from '../flows/poll-order.ts';
import type { Order, Ports } from '../ports.ts';

/** How the loop works; every value has a default. */
export interface PollLoopOptions {
  /** How often due orders are looked for, in milliseconds. Default 1000. */
  readonly intervalMs?: number;
  /** How many orders are asked about at once. Default 8. */
  readonly concurrency?: number;
  /** For how long a claimed order is ours, in seconds: longer than WeChat may take. Default 60. */
  readonly leaseSeconds?: number;
}

/** A loop that asks WeChat about every order whose time has come. */
export interface PollLoop {
  /** Looks once, now; resolves with the number of orders asked about. */
  tick(): Promise<number>;
  /** Looks at every interval until stopped. */
  start(): void;
  /** Claims nothing more and resolves when the questions under way are answered. */
  stop(): Promise<void>;
}

/**
 * Creates the poll loop. Several processes may run one each: an order is claimed by one of them, and
 * when that one dies its lease ends and another takes over.
 */
export function createPollLoop(ports: Ports, options: PollLoopOptions = {}): PollLoop {
  const { intervalMs = 1_000, concurrency = 8, leaseSeconds = 60 } = options;
  let running: Promise<number> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function tick(): Promise<number> {
    running ??= pollDue(ports, { concurrency, leaseSeconds }, () => isStopped).finally(() => {
      running = null;
    });
    return running;
  }

  return Object.freeze<PollLoop>({
    tick,
    start() {
      timer ??= setInterval(() => {
        tick().catch((error: unknown) => logFailure(ports, 'poll.failed', error));
      }, intervalMs);
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearInterval(timer);
      await running?.catch(() => {});
    },
  });
}

/** Claims batch after batch until nothing is due. */
async function pollDue(
  ports: Ports,
  limits: { readonly concurrency: number; readonly leaseSeconds: number },
  isStopped: () => boolean,
): Promise<number> {
  let count = 0;
  while (!isStopped()) {
    const due = await ports.store.claimDueOrders({
      merchantId: ports.settings.merchantId,
      nowMs: ports.clock.nowMs(),
      leaseSeconds: limits.leaseSeconds,
      limit: limits.concurrency,
    });
    await Promise.all(due.map((order) => pollSafely(ports, order)));
    count += due.length;
    if (due.length < limits.concurrency) break;
  }
  return count;
}

/** One order's failure is not the others'; its lease ends and it is asked about again. */
async function pollSafely(ports: Ports, order: Order): Promise<void> {
  try {
    await pollOrder(ports, order);
  } catch (error) {
    logFailure(ports, 'poll.failed', error, order.outTradeNo);
  }
}

function logFailure(ports: Ports, name: string, error: unknown, outTradeNo?: string): void {
  ports.log.event(name, {
    outTradeNo: outTradeNo ?? null,
    error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
  });
}
