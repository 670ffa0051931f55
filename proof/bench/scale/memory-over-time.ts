import { openBenchDatabase } from '../database/bench-database.ts';
import { orderNumber, seedOrders } from '../database/seed-orders.ts';
import type { Table } from '../report.ts';
import { paidTransaction, sealNotification } from '../sealed-notification.ts';
import { type BenchWorld, createBenchWorld, platformSigner } from '../server/bench-world.ts';
import { driveLanes, type Lane, openLanes, requestBytes } from '../server/open-lanes.ts';
import { spawnServer } from '../server/spawn-server.ts';
import { readCount } from './read-count.ts';

const connections = 64;
const notifications = 1_000;
/** Signatures are good for five minutes: they are made anew for each part. */
const requestsInPart = 20_000;
/** How often memory is said. */
const requestsInStep = 100_000;

/** A request, and what it is answered. */
interface Asked {
  readonly bytes: Buffer;
  readonly status: number;
}

/** What a server process holds after a million requests: a third each of catalogue, new orders, and notifications. */
export async function memoryOverTime(): Promise<Table> {
  const total = readCount('YIFEN_BENCH_REQUESTS', 1_000_000);
  const world = createBenchWorld();
  const database = await openBenchDatabase();
  const server = await spawnServer('yifen', world, { databaseUrl: database.url });
  const lanes = await openLanes(server.url, connections);
  try {
    await seedOrders(database, { ...world, merchantId: 'default', first: 1, count: notifications });
    const payer = await logIn(lanes);
    const seen: number[] = [];
    let [requests, seconds] = [0, 0];
    while (requests < total) {
      const count = Math.min(requestsInPart, total - requests);
      const { perSecond } = await driveLanes(
        lanes,
        mix(world, payer, count),
        async (lane, asked) => {
          const { status } = await lane.send(asked.bytes);
          if (status !== asked.status) throw new Error(`a request was answered ${status}`);
        },
      );
      requests += count;
      seconds += count / perSecond;
      if (requests % requestsInStep === 0 || requests >= total) {
        seen.push(await server.residentMegabytes());
        console.log(`  ${requests.toLocaleString('en')} requests: ${seen.at(-1)?.toFixed(0)} MB`);
      }
    }
    return {
      title: `Memory of a server process over ${requests.toLocaleString('en')} requests`,
      rows: [{ name: 'products, orders, notifications', perSecond: requests / seconds, ratio: 1 }],
      meaning:
        'A third each: the list of products, a new order, and a notification of one of ' +
        `${notifications.toLocaleString('en')} payments, over ${connections} connections, on PostgreSQL.`,
      note:
        `MB resident at each ${requestsInStep.toLocaleString('en')}: ${seen.map((each) => each.toFixed(0)).join(', ')}; ` +
        `${Math.max(...seen).toFixed(0)} MB at most (aim: 250 MB)`,
    };
  } finally {
    for (const lane of lanes) lane.close();
    await server.stop();
    await database.stop();
  }
}

type Headers = Readonly<Record<string, string>>;

async function logIn([lane]: readonly Lane[]): Promise<Headers> {
  if (lane === undefined) throw new Error('no connection');
  const json = { 'content-type': 'application/json' };
  const { body } = await lane.send(requestBytes('/v1/sessions', json, '{"loginCode":"code"}'));
  const { token } = JSON.parse(body) as { token: string };
  return { ...json, authorization: `Bearer ${token}` };
}

function mix(world: BenchWorld, payer: Headers, count: number): readonly Asked[] {
  const { authorization = '' } = payer;
  const list = { bytes: getBytes('/v1/products', { authorization }), status: 200 };
  const wish = JSON.stringify({ items: [{ productId: 'tea', quantity: 1 }] });
  const order = { bytes: requestBytes('/v1/orders', payer, wish), status: 201 };
  const paid = Array.from({ length: notifications }, (_, index) => ({
    bytes: pay(world, index + 1),
    status: 204,
  }));
  return Array.from({ length: count }, (_, index) => {
    const turn = index % 3;
    if (turn === 0) return list;
    return turn === 1 ? order : (paid[Math.floor(index / 3) % notifications] ?? list);
  });
}

function getBytes(path: string, headers: Headers): Buffer {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
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
