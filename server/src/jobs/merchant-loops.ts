import type { House, Ports } from '../ports.ts';
import { type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** Creates a loop of one merchant; it is given its ticks. */
export type CreateLoop = (ports: Ports, options?: DueLoopOptions) => DueLoop;

/** How many merchants are looked after in one round: with more, each is looked after in every second, third, … */
const MERCHANTS_PER_ROUND = 64;

/**
 * Runs loops for every merchant: one timer for all of them, a loop per merchant and kind. A merchant who
 * comes gets loops, one who goes loses them, and one whose keys changed goes on with the new ones; what is
 * slow for one merchant keeps no other waiting.
 *
 * @returns How to stop: nothing more begins, and it resolves when what is under way is finished.
 */
export function startMerchantLoops(
  house: Pick<House, 'merchants' | 'log'>,
  kinds: readonly CreateLoop[],
  options: DueLoopOptions = {},
): () => Promise<void> {
  const { intervalMs = 1_000 } = options;
  const running = new Map<string, { readonly ports: Ports; readonly loops: readonly DueLoop[] }>();
  const ending = new Set<Promise<void>>();
  let isStopped = false;
  let next = 0;

  async function round(): Promise<void> {
    const merchants = await house.merchants.list();
    if (isStopped) return;
    const present = new Set(merchants.map(({ settings }) => settings.merchantId));
    for (const id of [...running.keys()].filter((each) => !present.has(each))) end(id);
    for (const ports of turnOf(merchants)) {
      for (const loop of loopsOf(ports)) loop.tick().catch(report);
    }
  }

  /** Those whose turn it is; what the database is asked in a round stays bounded. */
  function turnOf(merchants: readonly Ports[]): readonly Ports[] {
    if (merchants.length <= MERCHANTS_PER_ROUND) return merchants;
    const from = next % merchants.length;
    next = from + MERCHANTS_PER_ROUND;
    return [...merchants, ...merchants].slice(from, next);
  }

  function loopsOf(ports: Ports): readonly DueLoop[] {
    const { merchantId } = ports.settings;
    const known = running.get(merchantId);
    if (known?.ports === ports) return known.loops;
    if (known) end(merchantId);
    const loops = kinds.map((create) => create(ports, options));
    running.set(merchantId, { ports, loops });
    return loops;
  }

  function end(merchantId: string): void {
    const { loops = [] } = running.get(merchantId) ?? {};
    running.delete(merchantId);
    const ended = Promise.all(loops.map((loop) => loop.stop())).then(() => {
      ending.delete(ended);
    });
    ending.add(ended);
  }

  function report(error: unknown): void {
    house.log.event('loops.failed', { error: describeFailure(error) });
  }

  const timer = setInterval(() => void round().catch(report), intervalMs);
  return async () => {
    isStopped = true;
    clearInterval(timer);
    for (const id of [...running.keys()]) end(id);
    await Promise.all(ending);
  };
}
