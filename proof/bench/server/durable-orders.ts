import { openBenchDatabase } from '../database/bench-database.ts';
import { databaseProcessorMs } from '../database/processor-time.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';
import { createBenchWorld } from './bench-world.ts';
import { driveLanes, type Lane, openLanes, requestBytes } from './open-lanes.ts';
import { findRsaLimit } from './rsa-limit.ts';
import { spawnServer } from './spawn-server.ts';

const rounds = 5;
const connections = 64;
const ordersPerRound = 4_000;

/** What one way of ordering did in one round. */
interface Round {
  readonly limit: number;
  readonly house: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of an order, in microseconds. */
  readonly serverUs: number;
  /** Null: not to be known here. */
  readonly databaseUs: number | null;
}

/** Orders that are made payable and kept by a real database, against what two cores can sign. */
export async function durableOrders(): Promise<readonly Table[]> {
  const world = createBenchWorld();
  const rsa = await findRsaLimit();
  const database = await openBenchDatabase();
  const server = await spawnServer('yifen', world, { databaseUrl: database.url });
  const lanes = await openLanes(server.url, connections);
  try {
    const headers = await logIn(lanes);
    const create = requestBytes('/v1/orders', headers, JSON.stringify(wish));
    const both = requestBytes('/v1/orders', headers, JSON.stringify({ ...wish, prepay: true }));
    const placeOrder = async (lane: Lane) => {
      const { id } = JSON.parse(await send(lane, create)) as { id: string };
      await send(lane, requestBytes(`/v1/orders/${id}/prepay`, headers, '{}'));
    };
    const placeAtOnce = (lane: Lane) => send(lane, both);
    const ways = { atOnce: placeAtOnce, apart: placeOrder };
    const spentBy = async () => ({
      server: await server.processorMs(),
      database: await databaseProcessorMs(database),
    });
    const measure = async (
      limit: number,
      act: (lane: Lane) => Promise<unknown>,
    ): Promise<Round> => {
      await database.run('checkpoint');
      const work = Array.from({ length: ordersPerRound });
      const before = await spentBy();
      const { perSecond, timesMs } = await driveLanes(lanes, work, act);
      const after = await spentBy();
      const sorted = [...timesMs].sort((a, b) => a - b);
      const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
      const serverUs = ((after.server - before.server) / ordersPerRound) * 1000;
      const databaseUs =
        after.database === null || before.database === null
          ? null
          : ((after.database - before.database) / ordersPerRound) * 1000;
      return { limit, house: perSecond, p50Ms: median(timesMs), p99Ms, serverUs, databaseUs };
    };
    const atOnce: Round[] = [];
    const apart: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const limit = (await rsa.measure()) / 2;
      // They take turns in going first.
      const early = round % 2 === 0 ? await measure(limit, ways.atOnce) : null;
      const second = await measure(limit, ways.apart);
      const first = early ?? (await measure(limit, ways.atOnce));
      // The first round warms up what is measured: plans, caches, compiled code.
      if (round > 0) {
        atOnce.push(first);
        apart.push(second);
      }
    }
    return [tableOf({ atOnce, apart }, rsa.name, await database.describe())];
  } finally {
    for (const lane of lanes) lane.close();
    await server.stop();
    await database.stop();
  }
}

const wish = { items: [{ productId: 'tea', quantity: 1 }] };

async function logIn([lane]: readonly Lane[]): Promise<Readonly<Record<string, string>>> {
  if (lane === undefined) throw new Error('no connection');
  const json = { 'content-type': 'application/json' };
  const answer = await send(lane, requestBytes('/v1/sessions', json, '{"loginCode":"code"}'));
  const { token } = JSON.parse(answer) as { token: string };
  return { ...json, authorization: `Bearer ${token}` };
}

async function send(lane: Lane, request: Buffer): Promise<string> {
  const { status, body } = await lane.send(request);
  if (status >= 300) throw new Error(`answered ${status}: ${body}`);
  return body;
}

function tableOf(
  { atOnce, apart }: { readonly atOnce: readonly Round[]; readonly apart: readonly Round[] },
  rsa: string,
  database: string,
): Table {
  const rates = ratiosOf(atOnce);
  const row = (name: string, rounds: readonly Round[]) => ({
    name,
    perSecond: median(rounds.map(({ house }) => house)),
    ratio: median(ratiosOf(rounds)),
  });
  const limit = median(atOnce.map((round) => round.limit));
  return {
    title: `Create an order and prepay (durable, ${connections} connections, one process)`,
    rows: [
      { name: `half of ${rsa}`, perSecond: limit, ratio: 1 },
      row('yifen, one request', atOnce),
      row('yifen, two requests', apart),
    ],
    target: { name: 'yifen, one request', ratio: 0.6 },
    meaning:
      'The whole way to signed payment parameters, by `POST /v1/orders` with `prepay` (two commits: order with intent, result) ' +
      'and by `POST /v1/orders` and `POST /v1/orders/{id}/prepay` (three: order, intent, result); ' +
      `${database}, a WeChat that answers without a network, and two RSA signatures; ` +
      'half of what two cores can sign and do nothing else is the limit.',
    note:
      `ratio by round: ${rates[0]?.toFixed(2)} to ${rates.at(-1)?.toFixed(2)}. ` +
      `One request: ${describe(atOnce)}. Two requests: ${describe(apart)}. ` +
      `Of the server’s, two signatures at the limit’s rate are ${(2_000_000 / limit).toFixed(0)} µs.`,
  };
}

function ratiosOf(rounds: readonly Round[]): readonly number[] {
  return rounds.map(({ house, limit }) => house / limit).sort((a, b) => a - b);
}

function describe(rounds: readonly Round[]): string {
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  const databaseUs = rounds.flatMap((round) => round.databaseUs ?? []);
  const spent = [
    `server ${of(({ serverUs }) => serverUs).toFixed(0)} µs`,
    ...(databaseUs.length > 0 ? [`PostgreSQL ${median(databaseUs).toFixed(0)} µs`] : []),
  ];
  const spread = of(({ p50Ms, p99Ms }) => p99Ms / p50Ms).toFixed(1);
  return (
    `${of(({ p50Ms }) => p50Ms).toFixed(0)} ms (p50), ${of(({ p99Ms }) => p99Ms).toFixed(0)} ms (p99), ${spread} times (aim: 2); ` +
    `processor time of an order ${spent.join(', ')}`
  );
}
