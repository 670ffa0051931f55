import { performance } from 'node:perf_hooks';

/** Something to be timed: does `count` pieces of work. */
export interface Contender {
  readonly name: string;
  run(count: number): Promise<void> | void;
}

/** Something to be timed with always so many pieces of its work under way, the next begun when one ends. */
export interface Crowd {
  readonly name: string;
  readonly atOnce: number;
  work(): Promise<unknown>;
}

/** Median rate of one contender, and the median of its ratio to the first contender round by round. */
export interface Measured {
  readonly name: string;
  readonly perSecond: number;
  readonly ratio: number;
}

/**
 * Times contenders in interleaved rounds: ratios are taken inside a round, so that a machine that
 * slows down slows all of them. Many short rounds, so that a disturbance spoils few of them.
 *
 * @param options.roundMs time given to each contender in each round; default 100
 * @param options.rounds default 30
 */
export async function measure(
  contenders: readonly (Contender | Crowd)[],
  { rounds = 30, roundMs = 100 }: { rounds?: number; roundMs?: number } = {},
): Promise<Measured[]> {
  for (const contender of contenders) await rate(contender, roundMs);
  const rates: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      rates[index]?.push(await rate(contender, roundMs));
    }
  }
  const base = rates[0] ?? [];
  return contenders.map(({ name }, index) => {
    const own = rates[index] ?? [];
    const ratios = own.map((value, round) => value / (base[round] ?? Number.NaN));
    return { name, perSecond: median(own), ratio: median(ratios) };
  });
}

/**
 * Times contenders in many rounds of a few milliseconds and compares the fastest twentieth of each: what the work takes
 * when nothing else gets in between. For work whose share of the machine shall not count.
 *
 * @param options.roundMs default 3
 * @param options.rounds default 600
 */
export async function measureUndisturbed(
  contenders: readonly Contender[],
  { rounds = 600, roundMs = 3 }: { rounds?: number; roundMs?: number } = {},
): Promise<Measured[]> {
  for (const contender of contenders) await rate(contender, 300);
  const rates: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      rates[index]?.push(await rate(contender, roundMs));
    }
  }
  const fastest = rates.map((own) => own.sort((a, b) => b - a)[Math.floor(own.length / 20)]);
  return contenders.map(({ name }, index) => {
    const perSecond = fastest[index] ?? Number.NaN;
    return { name, perSecond, ratio: perSecond / (fastest[0] ?? Number.NaN) };
  });
}

async function rate(contender: Contender | Crowd, forMs: number): Promise<number> {
  if ('atOnce' in contender) return rateOfCrowd(contender, forMs);
  const started = performance.now();
  let done = 0;
  let batch = 1;
  let elapsed = 0;
  while (elapsed < forMs) {
    await contender.run(batch);
    done += batch;
    elapsed = performance.now() - started;
    // Batches grow until one takes about a tenth of the time given.
    if (elapsed < forMs / 2)
      batch = Math.max(1, Math.min(batch * 2, Math.ceil((done / elapsed) * (forMs / 10))));
  }
  return (done / elapsed) * 1000;
}

/** No batches: each would begin with one piece and end with one, and leave a core idle both times. */
async function rateOfCrowd({ atOnce, work }: Crowd, forMs: number): Promise<number> {
  const started = performance.now();
  let done = 0;
  let elapsed = 0;
  const worker = async () => {
    while (elapsed < forMs) {
      await work();
      done += 1;
      elapsed = performance.now() - started;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (done / elapsed) * 1000;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}
