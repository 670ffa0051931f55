/** One worker process, as the one that watches over it sees it. */
export interface Worker {
  /** Resolves when it listens; rejects when it ended first. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<void>;
  /** Asks it to finish what it has begun and to end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/** What the supervisor needs of the world. */
export interface SupervisorParts {
  /** How many workers there are to be. */
  readonly count: number;
  fork(): Worker;
  wait(ms: number): Promise<void>;
  nowMs(): number;
  /** Tells people what happens, one sentence each. */
  note(message: string): void;
}

/** Workers that share one address, and somebody who sees to it that they are there. */
export interface Supervisor {
  /** Starts them; rejects when the first one does not come up: then none runs. */
  start(): Promise<void>;
  /**
   * Replaces each worker by a new one, one after the other; the old one goes when the new one listens.
   * False when a new one did not come up: what still runs is kept, and goes on serving.
   */
  roll(): Promise<boolean>;
  /** Stops all of them in order; resolves when they have ended. */
  stop(): Promise<void>;
}

/** How long a worker may take to finish what it has begun, in milliseconds: the longest keep-alive, and some. */
const LONGEST_STOP_MS = 120_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;
/** One that lived this long did not die of what it was started with. */
const SOUND_AFTER_MS = 60_000;

/** Watches over workers: one that dies is replaced, with growing patience when it dies again and again. */
export function superviseWorkers(parts: SupervisorParts): Supervisor {
  const { count, fork, wait, nowMs, note } = parts;
  const running = new Set<Worker>();
  let isStopping = false;
  let rolling: Promise<boolean> = Promise.resolve(true);
  let backOffMs = FIRST_WAIT_MS;

  /** Resolves when the new worker listens; from then on it is replaced when it dies. */
  async function bringUp(): Promise<void> {
    const bornAtMs = nowMs();
    const worker = fork();
    await worker.ready;
    if (isStopping) return dismiss(worker);
    running.add(worker);
    void worker.ended.then(() => replace(worker, bornAtMs));
  }

  /** One that was dismissed is no longer among the running. */
  async function replace(worker: Worker, bornAtMs: number): Promise<void> {
    if (!running.delete(worker) || isStopping) return;
    if (nowMs() - bornAtMs > SOUND_AFTER_MS) backOffMs = FIRST_WAIT_MS;
    note('a worker ended unexpectedly; another takes its place');
    while (!isStopping && running.size < count) {
      await wait(backOffMs);
      backOffMs = Math.min(backOffMs * 2, LONGEST_WAIT_MS);
      if (isStopping || running.size >= count) return;
      try {
        return await bringUp();
      } catch {
        note('a new worker did not come up; it is tried again');
      }
    }
  }

  async function dismiss(worker: Worker): Promise<void> {
    running.delete(worker);
    worker.stop();
    const isLate = await Promise.race([
      worker.ended.then(() => false),
      wait(LONGEST_STOP_MS).then(() => true),
    ]);
    if (!isLate) return;
    note('a worker did not end in time and was ended');
    worker.kill();
    await worker.ended;
  }

  /** One alone first: what is wrong with the settings is said once, and the schema is brought up by one. */
  async function startAll(): Promise<void> {
    await bringUp();
    await Promise.all(Array.from({ length: count - 1 }, bringUp));
  }

  async function rollAll(): Promise<boolean> {
    for (const old of [...running]) {
      if (isStopping || !running.has(old)) continue;
      try {
        await bringUp();
      } catch {
        note('a new worker did not come up; the ones that run are kept');
        return false;
      }
      await dismiss(old);
    }
    return true;
  }

  return Object.freeze<Supervisor>({
    start() {
      const starting = startAll();
      rolling = starting.then(
        () => true,
        () => false,
      );
      return starting;
    },
    roll() {
      rolling = rolling.then(rollAll);
      return rolling;
    },
    async stop() {
      isStopping = true;
      await Promise.all([...running].map(dismiss));
    },
  });
}
