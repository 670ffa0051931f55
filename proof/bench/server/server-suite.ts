import { createPrivateKey, sign } from 'node:crypto';
import { type Measured, median } from '../measure.ts';
import type { Table } from '../report.ts';
import { paidTransaction, sealNotification } from '../sealed-notification.ts';
import { type BenchWorld, createBenchWorld, platformSigner } from './bench-world.ts';
import { durableNotifications } from './durable-notifications.ts';
import { durableOrders } from './durable-orders.ts';
import { rateOf, type SpawnedServer, spawnServer } from './spawn-server.ts';

const rounds = 5;
const ordersPerRound = 1_500;

/** The server's two hot paths, each against the limit it can at most reach: on a real database, and without one. */
export async function serverSuite(): Promise<readonly Table[]> {
  return [...(await durableNotifications()), ...(await durableOrders()), ...(await inMemory())];
}

async function inMemory(): Promise<readonly Table[]> {
  const world = createBenchWorld();
  const yifen = await spawnServer('yifen', world);
  const plain = await spawnServer('plain', world);
  try {
    const atRest = await yifen.residentMegabytes();
    const headers = await logIn(yifen);
    const signRates: number[] = [];
    const orderRates: number[] = [];
    const plainRates: number[] = [];
    const notificationRates: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      signRates.push(signRate(world));
      const orders: PlacedOrder[] = [];
      const work = Array.from({ length: ordersPerRound }, () => null);
      orderRates.push(
        await rateOf(work, async () => orders.push(await placeOrder(yifen, headers))),
      );
      const sealed = orders.map((order, index) =>
        seal(world, order, round * ordersPerRound + index),
      );
      plainRates.push(await rateOf(sealed, ({ body, headers }) => plain.post('/', body, headers)));
      const path = '/wechatpay/notifications/default';
      notificationRates.push(
        await rateOf(sealed, ({ body, headers }) => yifen.post(path, body, headers)),
      );
    }
    const afterwards = await yifen.residentMegabytes();
    return [
      {
        title: 'Create an order and prepay (two signatures, no database, canned WeChat)',
        rows: compare([
          ['half of crypto.sign in a loop', signRates.map((rate) => rate / 2)],
          ['yifen', orderRates],
        ]),
        target: { name: 'yifen', ratio: 0.5 },
        meaning:
          'The whole way from `POST /v1/orders` and `POST /v1/orders/{id}/prepay` to signed payment parameters, over 32 ' +
          'connections to a server process of its own whose store is memory and whose WeChat answers without a network. ' +
          'An order needs two RSA signatures, so half of a loop of bare `crypto.sign` on one core is the limit.',
      },
      {
        title: 'Accept a notification (no database)',
        rows: compare([
          ['plain node:http', plainRates],
          ['yifen', notificationRates],
        ]),
        target: { name: 'yifen', ratio: 0.7 },
        meaning:
          'Verify the signature, decrypt, judge against the order, keep evidence and state in memory, answer 204; ' +
          'against a plain `node:http` server that reads the same body and answers 204 at once.',
        note:
          `memory of the server process: ${atRest.toFixed(0)} MB at rest, ${afterwards.toFixed(0)} MB ` +
          `with ${rounds * ordersPerRound} paid orders kept in memory`,
      },
    ];
  } finally {
    await Promise.all([yifen.stop(), plain.stop()]);
  }
}

interface PlacedOrder {
  readonly outTradeNo: string;
  readonly amountFen: number;
}

async function logIn(server: SpawnedServer): Promise<Record<string, string>> {
  const json = { 'content-type': 'application/json' };
  const session = await server.post('/v1/sessions', JSON.stringify({ loginCode: 'code' }), json);
  return { ...json, authorization: `Bearer ${(session as { token: string }).token}` };
}

async function placeOrder(
  server: SpawnedServer,
  headers: Record<string, string>,
): Promise<PlacedOrder> {
  const body = '{"items":[{"productId":"tea","quantity":1}]}';
  const order = (await server.post('/v1/orders', body, headers)) as PlacedOrder & { id: string };
  await server.post(`/v1/orders/${order.id}/prepay`, '{}', headers);
  return order;
}

function seal(world: BenchWorld, order: PlacedOrder, index: number) {
  const transaction = paidTransaction({
    mchid: world.mchid,
    appid: world.appid,
    openid: world.openid,
    out_trade_no: order.outTradeNo,
    transaction_id: `42000000000000000000${String(index).padStart(8, '0')}`,
    total: order.amountFen,
  });
  return sealNotification(transaction, platformSigner(world));
}

function signRate(world: BenchWorld): number {
  const key = createPrivateKey(world.merchantKey);
  const message = Buffer.alloc(300, 'x');
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < 400) {
    sign('RSA-SHA256', message, key);
    count += 1;
  }
  return (count / (performance.now() - started)) * 1000;
}

function compare(
  contenders: readonly (readonly [name: string, rates: readonly number[]])[],
): Measured[] {
  const base = contenders[0]?.[1] ?? [];
  return contenders.map(([name, rates]) => ({
    name,
    perSecond: median(rates),
    ratio: median(rates.map((rate, round) => rate / (base[round] ?? Number.NaN))),
  }));
}
