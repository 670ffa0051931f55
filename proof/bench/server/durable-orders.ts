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
    const create = requestBytes('/v1/orders', headers, wish);
    const placeOrder = async (lane: Lane) => {
      const { id } = JSON.parse(await send(lane, create)) as { id: string };
      await send(lane, requestBytes(`/v1/orders/${id}/prepay`, headers, '{}'));
    };
    const spentBy = async () => ({
      server: await server.processorMs(),
      database: await databaseProcessorMs(database),
    });
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      await database.run('checkpoint');
      const limit = (await rsa.measure()) / 2;
      const work = Array.from({ length: ordersPerRound });
      const before = await spentBy();
      const { perSecond, timesMs } = await driveLanes(lanes, work, placeOrder);
      const after = await spentBy();
      const sorted = [...timesMs].sort((a, b) => a - b);
      const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
      // The first round warms up what is measured: plans, caches, compiled code.
      const serverUs = ((after.server - before.server) / ordersPerRound) * 1000;
      const databaseUs =
        after.database === null || before.database === null
          ? null
          : ((after.database - before.database) / ordersPerRound) * 1000;
      const p50Ms = median(timesMs);
      if (round > 0) measured.push({ limit, house: perSecond, p50Ms, p99Ms, serverUs, databaseUs });
    }
    return [tableOf(measured, rsa.name, await database.describe())];
  } finally {
    for (const lane of lanes) lane.close();
    await server.stop();
    await database.stop();
  }
}

const wish = '{"items":[{"productId":"tea","quantity":1}]}';

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

function tableOf(rounds: readonly Round[], rsa: string, database: string): Table {
  const ratios = rounds.map(({ house, limit }) => house / limit).sort((a, b) => a - b);
  const p50Ms = median(rounds.map((round) => round.p50Ms));
  const p99Ms = median(rounds.map((round) => round.p99Ms));
  const spread = median(rounds.map((round) => round.p99Ms / round.p50Ms));
  const serverUs = median(rounds.map((round) => round.serverUs));
  const databaseUs = rounds.flatMap((round) => round.databaseUs ?? []);
  const spent = [
    `server ${serverUs.toFixed(0)} µs`,
    ...(databaseUs.length > 0 ? [`PostgreSQL ${median(databaseUs).toFixed(0)} µs`] : []),
    `two signatures at the limit’s rate ${(1_000_000 / limitPerCore(rounds)).toFixed(0)} µs of the server’s`,
  ];
  return {
    title: `Create an order and prepay (durable, ${connections} connections, one process)`,
    rows: [
      { name: `half of ${rsa}`, perSecond: median(rounds.map(({ limit }) => limit)), ratio: 1 },
      { name: 'yifen', perSecond: median(rounds.map(({ house }) => house)), ratio: median(ratios) },
    ],
    target: { name: 'yifen', ratio: 0.6 },
    meaning:
      'The whole way from `POST /v1/orders` and `POST /v1/orders/{id}/prepay` to signed payment parameters: two requests, ' +
      `three commits (order, intent, result) in ${database}, a WeChat that answers without a network, and two RSA ` +
      'signatures; half of what two cores can sign and do nothing else is the limit.',
    note:
      `ratio by round: ${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}. ` +
      `An order takes ${p50Ms.toFixed(0)} ms (p50), ${p99Ms.toFixed(0)} ms (p99), ${spread.toFixed(1)} times (aim: 2). ` +
      `Processor time of an order: ${spent.join(', ')}.`,
  };
}

/** Orders that one of the two cores could sign in a second. */
function limitPerCore(rounds: readonly Round[]): number {
  return median(rounds.map(({ limit }) => limit)) / 2;
}
