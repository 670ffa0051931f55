import { openBenchDatabase } from '../database/bench-database.ts';
import { orderNumber, seedOrders } from '../database/seed-orders.ts';
import type { Table } from '../report.ts';
import { paidTransaction, sealNotification } from '../sealed-notification.ts';
import { type BenchWorld, createBenchWorld, platformSigner } from '../server/bench-world.ts';
import { driveLanes, openLanes, requestBytes } from '../server/open-lanes.ts';
import { spawnServer } from '../server/spawn-server.ts';
import { readCount } from './read-count.ts';

const connections = 64;
const notifications = 1_000;
/** Signatures are good for five minutes: they are made anew for each part. */
const requestsInPart = 20_000;

/** What a server process holds after many requests: notifications, each the first time and then again and again. */
export async function memoryOverTime(): Promise<Table> {
  const total = readCount('YIFEN_BENCH_REQUESTS', 200_000);
  const world = createBenchWorld();
  const database = await openBenchDatabase();
  const server = await spawnServer('yifen', world, { databaseUrl: database.url });
  const lanes = await openLanes(server.url, connections);
  try {
    await seedOrders(database, { ...world, merchantId: 'default', first: 1, count: notifications });
    const seen: number[] = [];
    let perSecond = 0;
    const parts = Math.ceil(total / requestsInPart);
    for (let part = 0; part < parts; part += 1) {
      const requests = Array.from({ length: notifications }, (_, index) => pay(world, index + 1));
      const work = Array.from(
        { length: requestsInPart },
        (_, index) => requests[index % notifications],
      );
      const driven = await driveLanes(lanes, work, async (lane, request) => {
        const { status } = await lane.send(request ?? Buffer.alloc(0));
        if (status !== 204) throw new Error(`a notification was answered ${status}`);
      });
      perSecond = driven.perSecond;
      seen.push(await server.residentMegabytes());
    }
    const requests = parts * requestsInPart;
    const early = seen[Math.floor(seen.length / 10)] ?? Number.NaN;
    return {
      title: `Memory of a server process over ${requests.toLocaleString('en')} requests`,
      rows: [{ name: 'notifications, repeated', perSecond, ratio: 1 }],
      meaning: `${notifications.toLocaleString('en')} payments, notified again and again over ${connections} connections.`,
      note:
        `${early.toFixed(0)} MB resident after a tenth of them, ${seen.at(-1)?.toFixed(0)} MB at the end, ` +
        `${Math.max(...seen).toFixed(0)} MB at most (aim: 250 MB)`,
    };
  } finally {
    for (const lane of lanes) lane.close();
    await server.stop();
    await database.stop();
  }
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
