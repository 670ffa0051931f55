import type { Ports } from '@yifen/server';
import type { KeyedRandom } from './keyed-random.ts';
import type { Scheduler } from './scheduler.ts';

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
  return Object.freeze<Ports['outbound']>({
    inspect: async () => null,
    async send({ id, url, body }) {
      const { host, protocol } = new URL(url);
      onConnection(host, protocol);
      const durationMs = random.between(`sink ${id}`, 5, 4_000);
      await scheduler.wait(durationMs, `the sink takes ${id}`);
      const status = random.chance(`sink fails ${id}`, 0.2) ? 500 : 200;
      if (status === 200) onTaken(id, scheduler.nowMs(), body);
      return { status, failure: null, answer: '', retryAfter: null };
    },
  });
}
