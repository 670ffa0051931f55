/** How a loop works; every value has a default. */
export interface DueLoopOptions {
  /** How often due things are looked for, in milliseconds. Default 1000. */
  readonly intervalMs?: number;
  /** How many are looked after at once. Default 8. */
  readonly concurrency?: number;
  /** For how long a claimed thing is ours, in seconds: longer than WeChat may take. Default 60. */
  readonly leaseSeconds?: number;
}

/** A loop that looks after everything whose time has come. */
export interface DueLoop {
  /** Looks once, now; resolves with the number of things looked after. */
  tick(): Promise<number>;
  /** Looks at every interval until stopped. */
  start(): void;
  /** Claims nothing more and resolves when what is under way is finished. */
  stop(): Promise<void>;
}

/** What a loop looks after. */
export interface DueWork<T> {
  /** Takes up to `limit` due things for the time of the lease. */
  claim(limits: { readonly limit: number; readonly leaseSeconds: number }): Promise<readonly T[]>;
  /** Looks after one of them. */
  handle(due: T): Promise<unknown>;
  /** Is told of what failed; null: the claim itself. */
  onFailure(error: unknown, due: T | null): void;
}

/**
 * Creates a loop. Several processes may run one each: a thing is claimed by one of them, and when
 * that one dies its lease ends and another takes over.
 */
export function createDueLoop<T>(work: DueWork<T>, options: DueLoopOptions = {}): DueLoop {
  const { intervalMs = 1_000, concurrency = 8, leaseSeconds = 60 } = options;
  let running: Promise<number> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  function tick(): Promise<number> {
    running ??= handleDue().finally(() => {
      running = null;
    });
    return running;
  }

  /** Claims batch after batch until nothing is due. */
  async function handleDue(): Promise<number> {
    let count = 0;
    while (!isStopped) {
      const due = await work.claim({ limit: concurrency, leaseSeconds });
      await Promise.all(due.map(handleSafely));
      count += due.length;
      if (due.length < concurrency) break;
    }
    return count;
  }

  /** One thing's failure is not the others'; its lease ends and it is looked after again. */
  async function handleSafely(due: T): Promise<void> {
    try {
      await work.handle(due);
    } catch (error) {
      work.onFailure(error, due);
    }
  }

  return Object.freeze<DueLoop>({
    tick,
    start() {
      timer ??= setInterval(() => {
        tick().catch((error: unknown) => work.onFailure(error, null));
      }, intervalMs);
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearInterval(timer);
      await running?.catch(() => {});
    },
  });
}

/** What a log may say of a failure that nobody foresaw. */
export function describeFailure(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
}
