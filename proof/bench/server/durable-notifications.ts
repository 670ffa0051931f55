import { type BenchDatabase, openBenchDatabase } from '../database/bench-database.ts';
import { measurePayments, seedYardstick } from '../database/measure-payments.ts';
import { keepEvidence } from '../database/payment-statements.ts';
import { orderNumber, seedOrders } from '../database/seed-orders.ts';
import { findYardstick, type Yardstick } from '../database/statement-rate.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';
import { paidTransaction, sealNotification } from '../sealed-notification.ts';
import { type BenchWorld, createBenchWorld, platformSigner } from './bench-world.ts';
import { driveLanes, type Lane, openLanes, requestBytes } from './open-lanes.ts';
import { spawnServer } from './spawn-server.ts';

const rounds = 5;
const connections = 64;
const paymentsPerRound = 8_000;
const paymentsAlone = 400;
/** Places left free for the yardstick, which counts on from these in every round. */
const yardstickPlaces = 2_000_000;

/** What one round saw; rates per second, times in milliseconds. */
interface Round {
  readonly limit: number;
  readonly bare: number;
  readonly house: number;
  readonly limitAloneMs: number;
  readonly houseAloneMs: number;
}

/** Notifications that are kept by a real database before they are answered, against that database's own rate. */
export async function durableNotifications(): Promise<readonly Table[]> {
  const world = createBenchWorld();
  const yardstick = await findYardstick();
  const database = await openBenchDatabase();
  const server = await spawnServer('yifen', world, { databaseUrl: database.url });
  const lanes = await openLanes(server.url, connections);
  try {
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const seen = await runRound(round, { world, yardstick, database, lanes });
      // The first round warms up what is measured: plans, caches, compiled code.
      if (round > 0) measured.push(seen);
    }
    const memory = await server.residentMegabytes();
    return tablesOf(measured, yardstick.name, await database.describe(), memory);
  } finally {
    for (const lane of lanes) lane.close();
    await server.stop();
    await database.stop();
  }
}

async function runRound(
  round: number,
  parts: {
    readonly world: BenchWorld;
    readonly yardstick: Yardstick;
    readonly database: BenchDatabase;
    readonly lanes: readonly Lane[];
  },
): Promise<Round> {
  const { world, yardstick, database, lanes } = parts;
  const places = paymentsPerRound + paymentsAlone;
  const first = 1 + round * places;
  const owner = { ...world, merchantId: 'default' };
  await seedOrders(database, { ...owner, first, count: places });
  const requests = Array.from({ length: places }, (_, index) => pay(world, first + index));
  const runs = await seedYardstick(database, owner, yardstickPlaces * (round + 1));
  const { url } = database;
  await database.run('checkpoint');

  const send = async (lane: Lane, request: Buffer) => {
    const { status, body } = await lane.send(request);
    if (status !== 204) throw new Error(`a notification was answered ${status}: ${body}`);
  };
  const payTogether = () => driveLanes(lanes, requests.slice(paymentsAlone), send);
  // They take turns in going first.
  const early = round % 2 === 0 ? await payTogether() : null;
  const limit = await measurePayments(yardstick, database, runs.together);
  const house = early ?? (await payTogether());
  const bare = await yardstick.measure({ ...runs.together, url, sql: keepEvidence });
  const limitAlone = await measurePayments(yardstick, database, runs.alone);
  const houseAlone = await driveLanes(lanes.slice(0, 1), requests.slice(0, paymentsAlone), send);
  return {
    limit: limit.perSecond,
    bare: bare.perSecond,
    house: house.perSecond,
    limitAloneMs: limitAlone.p50Ms,
    houseAloneMs: median(houseAlone.timesMs),
  };
}

function pay(world: BenchWorld, place: number): Buffer {
  const transaction = paidTransaction({
    mchid: world.mchid,
    appid: world.appid,
    openid: world.openid,
    out_trade_no: orderNumber(place),
    transaction_id: `42000000${String(place).padStart(20, '0')}`,
    total: world.priceFen,
  });
  const { headers, body } = sealNotification(transaction, platformSigner(world));
  return requestBytes('/wechatpay/notifications/default', headers, body);
}

function tablesOf(
  rounds: readonly Round[],
  yardstick: string,
  database: string,
  residentMegabytes: number,
): readonly Table[] {
  const limit = `${yardstick}, one payment a statement`;
  const row = (name: string, rate: (round: Round) => number) => ({
    name,
    perSecond: median(rounds.map(rate)),
    ratio: median(rounds.map((round) => rate(round) / round.limit)),
  });
  const ratios = rounds.map(({ house, limit }) => house / limit).sort((a, b) => a - b);
  const [limitMs, houseMs, times] = [
    median(rounds.map(({ limitAloneMs }) => limitAloneMs)),
    median(rounds.map(({ houseAloneMs }) => houseAloneMs)),
    median(rounds.map(({ limitAloneMs, houseAloneMs }) => houseAloneMs / limitAloneMs)),
  ];
  return [
    {
      title: `Keep a notification (durable, ${connections} connections, one process)`,
      rows: [
        row(limit, (round) => round.limit),
        row(`${yardstick}, its bytes alone into one table`, (round) => round.bare),
        row('yifen', (round) => round.house),
      ],
      target: { name: 'yifen', ratio: 0.75 },
      meaning:
        'HTTP, verify, decrypt, compare with the order, commit order, history, evidence and announcement, answer 204; against ' +
        `a load generator that sends the same rows to the same database (${database}) as one statement each, ` +
        'from the same connections, and does nothing else. All of it shares the same two cores.',
      note:
        `ratio by round: ${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}. ` +
        `At one connection: ${houseMs.toFixed(2)} ms (p50) against ${limitMs.toFixed(2)} ms, ${times.toFixed(2)} times (aim: 2). ` +
        `Memory of the server process, started as a worker of \`yifen serve --workers\`: ${residentMegabytes.toFixed(0)} MB after ` +
        `${(rounds.length + 1) * (paymentsPerRound + paymentsAlone)} notifications (aim: 250 MB).`,
    },
  ];
}
