import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { killServers } from './disasters.ts';
import { count } from './journal.ts';
import { createPostgres, ROLE } from './postgres.ts';
import type { Scenario, Scene } from './run-scenario.ts';
import { calm, rage, started } from './scenarios.ts';
import { openWebhookSinks, SINK_WAYS, type SinkWay, type WebhookSinks } from './webhook-sinks.ts';

/** Where no endpoint may be: the address at which clouds tell their secrets. */
const LINK_LOCAL = 'https://169.254.169.254/latest/meta-data';
const TAKEN = 'webhooks taken by the receiver that behaves';

/**
 * Receivers of webhooks hang, drip, reset, answer without end and lead astray, servers are killed, and the one
 * receiver that behaves is told everything all the same. Then all behave, and everything is delivered.
 */
export const hostileSinks: Scenario = {
  name: 'hostile sinks',
  mustSee: [TAKEN, ...SINK_WAYS.map(callsOf), 'endpoints at forbidden addresses refused'],
  missing: () => null,
  stage: () => ({ environment: { YIFEN_WEBHOOK_ALLOW_PRIVATE: 'true' } }),
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    const { stage } = scene;
    const sinks = await openWebhookSinks();
    stage.onClose(() => sinks.close());
    if ((await addEndpoint(scene, LINK_LOCAL)).status === 400) {
      count(stage.journal, 'endpoints at forbidden addresses refused');
    }
    const endpoints = new Map<SinkWay, string>();
    for (const way of SINK_WAYS) {
      const { status, id } = await addEndpoint(scene, sinks.urlOf(way));
      if (status !== 201) throw new Error(`the endpoint that ${way} was answered ${status}`);
      endpoints.set(way, id);
    }
    await rage(scene, [killServers(5_000)]);
    await calm(scene);
    // Its events wait behind nobody else's.
    await untilTold(scene, sinks, async () => {
      const own = `endpoint_id = '${endpoints.get('behaves')}'`;
      const rows = await postgres.query<{ id: string }>(
        `select event_id as id from deliveries where ${own}`,
        ROLE,
      );
      return rows.map(({ id }) => id);
    });
    for (const way of SINK_WAYS) count(stage.journal, callsOf(way), sinks.calls.get(way) ?? 0);
    count(stage.journal, TAKEN, sinks.taken.size);
    sinks.mend();
    if (sinks.trap.visits() > 0) {
      stage.journal.connections.push({
        host: '127.0.0.1',
        port: sinks.trap.port,
        allowed: false,
      });
    }
    return postgres;
  },
};

function callsOf(way: string): string {
  return `webhooks sent to the receiver that ${way}`;
}

/** Adds an endpoint by the merchant API. */
async function addEndpoint(
  { stage, apiKey }: Scene,
  url: string,
): Promise<{ readonly status: number; readonly id: string }> {
  const answer = await request(`${stage.publicUrl}/v1/merchant/webhook-endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  const { secret, id = '' } = (await answer.body.json()) as {
    readonly secret?: string;
    readonly id?: string;
  };
  if (secret !== undefined) stage.canaries.add(secret);
  return { status: answer.statusCode, id };
}

/** A server that was killed with a delivery in hand keeps it for the minute of its lease, and twice is enough. */
const MOST_MS = 150_000;

/** Everything that was written down until now has come to the one that behaves; else the experiment failed. */
async function untilTold(
  { stage }: Scene,
  sinks: WebhookSinks,
  written: () => Promise<readonly string[]>,
): Promise<void> {
  const ids = await written();
  const startedMs = performance.now();
  while (ids.some((id) => !sinks.taken.has(id))) {
    if (performance.now() - startedMs > MOST_MS) {
      const left = ids.filter((id) => !sinks.taken.has(id)).length;
      throw new Error(`${left} of ${ids.length} events were not told in ${MOST_MS / 1_000} s`);
    }
    await sleep(100);
  }
  const lateMs = Math.round(performance.now() - startedMs);
  count(stage.journal, 'milliseconds until the receiver that behaves had everything', lateMs);
}
