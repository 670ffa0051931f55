import { randomUUID } from 'node:crypto';
import { createPostgresStore, type Store } from '@yifen/server';
import { type BenchDatabase, openBenchDatabase } from '../database/bench-database.ts';
import { measurePayments, seedYardstick } from '../database/measure-payments.ts';
import { orderNumber, type Seeding, seedOrders } from '../database/seed-orders.ts';
import { findYardstick, type Yardstick } from '../database/statement-rate.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';

const rounds = 5;
const callers = 64;
const paymentsPerRound = 10_000;
const placedAtOnce = 1_000;
const claimedAtOnce = 100;
const deliverers = 2;
const endpointId = 'endpoint';
const owner: Omit<Seeding, 'first' | 'count'> = {
  merchantId: 'default',
  mchid: '1900000001',
  appid: 'wxbe0c000000000001',
  openid: 'oBenchBenchBenchBenchBenchBe',
};
const { merchantId } = owner;

/** Rates per second of one round. */
interface Round {
  readonly limit: number;
  readonly written: number;
  readonly placed: number;
  readonly delivered: number;
}

/** The grouped writer by itself, and what becomes of the announcements: placed, claimed, acknowledged. */
export async function outboxSuite(): Promise<readonly Table[]> {
  const yardstick = await findYardstick();
  const database = await openBenchDatabase();
  const store = await createPostgresStore({ connectionString: database.url });
  try {
    await store.createEndpoint({
      id: endpointId,
      merchantId,
      url: 'https://shop.example.com/hooks',
      description: '',
      eventTypes: [],
      state: 'enabled',
      disabledBecause: null,
      secrets: [],
      createdAtMs: 0,
      version: 1,
    });
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const seen = await runRound(round, { yardstick, database, store });
      // The first round warms up what is measured: plans, caches, compiled code.
      if (round > 0) measured.push(seen);
    }
    return tablesOf(measured, yardstick.name, await database.describe());
  } finally {
    await store.close();
    await database.stop();
  }
}

async function runRound(
  round: number,
  parts: {
    readonly yardstick: Yardstick;
    readonly database: BenchDatabase;
    readonly store: Store;
  },
): Promise<Round> {
  const { yardstick, database, store } = parts;
  const first = 1 + round * paymentsPerRound;
  await seedOrders(database, { ...owner, first, count: paymentsPerRound });
  const runs = await seedYardstick(database, owner, 2_000_000 * (round + 1));
  const orders = await readOrders(store, first);
  await database.run('checkpoint');
  // They take turns in going first.
  const early = round % 2 === 0 ? await writePayments(store, orders) : null;
  const limit = await measurePayments(yardstick, database, runs.together);
  const written = early ?? (await writePayments(store, orders));
  const placed = await placeAll(store);
  const delivered = await deliverAll(store);
  return { limit: limit.perSecond, written, placed, delivered };
}

type Order = NonNullable<Awaited<ReturnType<Store['findOrderByNumber']>>>;

async function readOrders(store: Store, first: number): Promise<readonly Order[]> {
  const found = await Promise.all(
    Array.from({ length: paymentsPerRound }, (_, index) =>
      store.findOrderByNumber(merchantId, orderNumber(first + index)),
    ),
  );
  return found.filter((order) => order !== null);
}

async function writePayments(store: Store, orders: readonly Order[]): Promise<number> {
  const commits = orders.map(paymentOf);
  return rateOf(commits.length, async () => {
    const queue = commits.values();
    await Promise.all(
      Array.from({ length: callers }, async () => {
        for (const commit of queue) {
          const result = await store.commitOrder(commit);
          if (result !== 'committed') throw new Error(`order ${commit.before.id} was ${result}`);
        }
      }),
    );
  });
}

const body = Buffer.alloc(1_100, 'b');

function paymentOf(before: Order): Parameters<Store['commitOrder']>[0] {
  const transactionId = `43${before.outTradeNo.slice(1).padStart(26, '0')}`;
  const { id: orderId, outTradeNo, amountFen } = before;
  return {
    before,
    patch: { state: 'paid', transactionId, paidAtMs: 1, nextPollAtMs: null },
    event: { name: 'pay', from: before.state, to: 'paid', atMs: 1, note: null },
    evidence: {
      id: randomUUID(),
      source: 'notification',
      timestamp: '1700000000',
      nonce: 'n'.repeat(32),
      serial: 'PUB_KEY_ID_0000000000000000000000000000000001',
      signature: 's'.repeat(344),
      body,
      receivedAtMs: 1,
    },
    outbox: [
      {
        id: randomUUID(),
        type: 'order.paid',
        atMs: 1,
        payload: { orderId, outTradeNo, amountFen, transactionId, paidAtMs: 1, late: false },
      },
    ],
  };
}

/** Gives all that was announced its place. */
async function placeAll(store: Store): Promise<number> {
  let count = 0;
  const started = performance.now();
  for (let placed = placedAtOnce; placed > 0; ) {
    placed = await store.placeEvents({ merchantId, nowMs: 1, limit: placedAtOnce });
    count += placed;
  }
  return (count / (performance.now() - started)) * 1000;
}

/** Claims what is due and acknowledges it, until nothing is left. */
async function deliverAll(store: Store): Promise<number> {
  let count = 0;
  const claim = {
    merchantId,
    endpointId,
    nowMs: 2,
    leaseSeconds: 60,
    limit: claimedAtOnce,
  };
  const started = performance.now();
  await Promise.all(
    Array.from({ length: deliverers }, async () => {
      for (;;) {
        const due = await store.claimDeliveries(claim);
        if (due.length === 0) return;
        const results = due.map(({ event, tries }) => ({
          endpointId,
          position: event.position,
          tries,
          outcome: 'delivered' as const,
          nextAttemptAtMs: null,
          attempt,
        }));
        await store.recordDeliveries({ merchantId, nowMs: 3, results });
        count += due.length;
      }
    }),
  );
  return (count / (performance.now() - started)) * 1000;
}

const attempt = { atMs: 3, durationMs: 20, status: 204, failure: null, answer: '' };

async function rateOf(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (count / (performance.now() - started)) * 1000;
}

function tablesOf(rounds: readonly Round[], yardstick: string, database: string): readonly Table[] {
  const limit = `${yardstick}, one payment a statement`;
  const row = (name: string, rate: (round: Round) => number) => ({
    name,
    perSecond: median(rounds.map(rate)),
    ratio: median(rounds.map((round) => rate(round) / round.limit)),
  });
  const spread = (rate: (round: Round) => number) => {
    const ratios = rounds.map((round) => rate(round) / round.limit).sort((a, b) => a - b);
    return `ratio by round: ${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`;
  };
  const writer = `grouped writer, ${callers} callers`;
  const deliverer = `claim and acknowledge, ${claimedAtOnce} at a time`;
  return [
    {
      title: 'Write payments (the store alone)',
      rows: [row(limit, (round) => round.limit), row(writer, (round) => round.written)],
      target: { name: writer, ratio: 1.8 },
      meaning:
        'The same rows in the same database, as single statements from a load generator and as groups from the store: order, ' +
        `history, evidence, announcement, each call answered after its commit; ${database}.`,
      note: spread((round) => round.written),
    },
    {
      title: 'Announcements after the payment (the store alone)',
      rows: [
        row(limit, (round) => round.limit),
        row(`place, ${placedAtOnce.toLocaleString('en')} at a time`, (round) => round.placed),
        row(deliverer, (round) => round.delivered),
      ],
      target: { name: deliverer, ratio: 2.5 },
      meaning:
        'What the payments of the table above have announced is put in order, then claimed under a lease and acknowledged by ' +
        `${deliverers} deliverers that send nothing.`,
      note: spread((round) => round.delivered),
    },
  ];
}
