import type { Ports } from '@yifen/server';
import type { KeyedRandom } from './keyed-random.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * How often one webhook is refused at most: the attempt after that comes within three hours, a seventh would come after
 * seventeen, when the world may have ended, and nobody could tell whether it ever arrived.
 */
const MOST_REFUSALS = 4;

/** A merchant's system that takes webhooks: mostly well, sometimes late, sometimes not. */
export function createWebhookSink(parts: {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  /** Is told of every webhook that is taken. */
  onTaken(eventId: string, atMs: number, body: string): void;
  /** Sees where a webhook goes. */
  onConnection(host: string, protocol: string): void;
}): Ports['outbound'] {
  const { scheduler, random, onTaken, onConnection } = parts;
  const refusals = new Map<string, number>();

  function refuses(id: string): boolean {
    const before = refusals.get(id) ?? 0;
    if (!random.chance(`sink fails ${id}`, 0.2) || before === MOST_REFUSALS) return false;
    refusals.set(id, before + 1);
    return true;
  }

  return Object.freeze<Ports['outbound']>({
    inspect: async () => null,
    async send({ id, url, body }) {
      const { host, protocol } = new URL(url);
      onConnection(host, protocol);
      const durationMs = random.between(`sink ${id}`, 5, 4_000);
      await scheduler.wait(durationMs, `the sink takes ${id}`);
      const status = refuses(id) ? 500 : 200;
      if (status === 200) onTaken(id, scheduler.nowMs(), body);
      return { status, failure: null, answer: '', retryAfter: null };
    },
  });
}
