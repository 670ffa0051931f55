import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Order, OrderCommit } from '../ports.ts';
import { sampleOrder } from '../testing/sample-order.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';
import { migrate } from './migrate.ts';
import { createPostgresStore, type PostgresStore } from './postgres-store.ts';

let folder: string;
let database: EmbeddedDatabase;
let store: PostgresStore;
let client: pg.Client;
let merchantId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yifen-groups-'));
  await chmod(folder, 0o755);
  database = await startEmbeddedDatabase({ dataDir: folder });
  await migrate(database.connectionString);
  store = await createPostgresStore({ connectionString: database.connectionString });
  client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await store?.close();
  await database?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  merchantId = `merchant-${randomUUID()}`;
});

/** As many as are surely more than the groups that go at once. */
const many = 40;

const place = (number: number): Order =>
  sampleOrder({
    merchantId,
    id: `o${String(number).padStart(3, '0')}`,
    outTradeNo: `N${number}`,
    state: 'created',
    items: [],
    prepayId: null,
    prepaidAtMs: null,
    askedAtMs: null,
    version: 1,
  });

async function placeMany(): Promise<readonly Order[]> {
  const orders = Array.from({ length: many }, (_, index) => place(index));
  const creations = await Promise.all(
    orders.map((order) =>
      store.createOrder({
        order,
        event: { name: 'create', from: null, to: 'created', atMs: 1, note: null },
        idempotency: null,
      }),
    ),
  );
  expect(creations.every(({ kind }) => kind === 'created')).toBe(true);
  return orders;
}

function pay(before: Order, changes: Partial<OrderCommit> = {}): OrderCommit {
  return {
    before,
    patch: { state: 'paid', transactionId: `T${before.id}`, paidAtMs: 5, nextPollAtMs: null },
    event: { name: 'pay', from: before.state, to: 'paid', atMs: 6, note: null },
    evidence: {
      id: `E${before.id}`,
      source: 'notification',
      timestamp: '5',
      nonce: 'n"\\,{}',
      serial: 'PUB_KEY_ID_1',
      signature: 'c2ln',
      body: Buffer.from(`body of ${before.id}\0\xff`, 'latin1'),
      receivedAtMs: 5,
    },
    outbox: [
      {
        id: `${merchantId}-${before.id}`,
        type: 'order.paid',
        atMs: 6,
        payload: { orderId: before.id, 说明: 'a "quoted" \\ word' },
      },
    ],
    ...changes,
  };
}

const states = async () => {
  const { rows } = await client.query(
    'select id, state, version from orders where merchant_id = $1 order by id',
    [merchantId],
  );
  return rows as { id: string; state: string; version: number }[];
};

const count = async (table: string) => {
  const { rows } = await client.query(
    `select count(*)::integer as count from ${table} where merchant_id = $1`,
    [merchantId],
  );
  return rows[0]?.count;
};

test('orders that are to be prepaid at once are placed together, each with its intent', async () => {
  const event = { name: 'create', from: null, to: 'created', atMs: 1, note: null } as const;
  const orders = Array.from({ length: many }, (_, index) => ({
    ...place(index),
    askedAtMs: index % 2 === 0 ? 1_000 + index : null,
  }));
  await Promise.all(orders.map((order) => store.createOrder({ order, event, idempotency: null })));
  for (const order of orders) {
    expect(await store.findOrderByNumber(merchantId, order.outTradeNo)).toEqual(order);
  }
  const { rows } = await client.query(
    'select count(distinct xmin::text)::integer as count from orders where merchant_id = $1',
    [merchantId],
  );
  expect(rows[0]?.count).toBeLessThan(many / 2);
});

describe('orders that are committed together', () => {
  test('are each as if committed alone: row, history, evidence and announcement', async () => {
    const orders = await placeMany();
    const results = await Promise.all(orders.map((order) => store.commitOrder(pay(order))));
    expect(results).toEqual(Array(many).fill('committed'));
    const commits = orders.map((order) => pay(order));
    for (const { before, patch, event, evidence, outbox } of commits) {
      const found = await store.findOrderByNumber(merchantId, before.outTradeNo);
      expect(found).toEqual({ ...before, ...patch, version: 2 });
      const [kept] = await store.records.evidence(before);
      expect({ ...kept, body: Buffer.from(kept?.body ?? []).toString('hex') }).toEqual({
        ...evidence,
        body: Buffer.from(evidence?.body ?? []).toString('hex'),
      });
      expect((await store.records.history(before)).at(-1)).toEqual(event);
      const announced = (await store.records.outbox()).filter(({ id }) => id === outbox?.[0]?.id);
      expect(announced).toEqual(outbox);
    }
  });

  test('I11 ten copies of each notification, through two stores at once, count once', async () => {
    const orders = await placeMany();
    const other = await createPostgresStore({ connectionString: database.connectionString });
    const copies = Array.from({ length: 10 }, () => orders).flat();
    const results = await Promise.all(
      copies.map((order, index) => (index % 2 ? store : other).commitOrder(pay(order))),
    );
    await other.close();
    expect(results.filter((result) => result === 'committed')).toHaveLength(many);
    expect((await states()).every(({ version }) => version === 2)).toBe(true);
    expect(await count('outbox')).toBe(many);
    expect(await count('evidence')).toBe(many);
    expect(await count('order_events')).toBe(2 * many);
  });

  test('each keep their own fate when one is poisoned', async () => {
    const orders = await placeMany();
    const poisons = new Map<number, Partial<OrderCommit>>([
      // A value that no text column holds.
      [9, { event: { name: 'pay', from: 'created', to: 'paid', atMs: 6, note: 'zero \0 byte' } }],
      // A transaction that paid another order.
      [
        20,
        {
          patch: {
            state: 'paid',
            transactionId: `T${orders[3]?.id}`,
            paidAtMs: 5,
            nextPollAtMs: null,
          },
        },
      ],
    ]);
    const settled = await Promise.allSettled(
      orders.map((order, index) => store.commitOrder(pay(order, poisons.get(index)))),
    );
    const refused = settled.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
    expect(refused).toEqual([9, 20]);
    expect(settled[20]).toMatchObject({ reason: { constraint: 'orders_one_transaction' } });
    const unpaid = (await states()).flatMap(({ state, id }) => (state === 'created' ? [id] : []));
    expect(unpaid).toEqual(['o009', 'o020']);
    expect(await count('evidence')).toBe(many - 2);
  });

  test('I10 when the connection is lost before the commit, not one is told that it is kept', async () => {
    const orders = await placeMany();
    const holder = new pg.Client({ connectionString: database.connectionString });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from orders where merchant_id = $1 and id = $2 for update', [
      merchantId,
      'o030',
    ]);
    const commit = (order: Order) => store.commitOrder(pay(order));
    const early = orders.slice(0, 2).map(commit);
    // What comes in another turn of the event loop goes in another group.
    await new Promise((resolve) => setImmediate(resolve));
    const settled = Promise.allSettled([...early, ...orders.slice(2).map(commit)]);
    const waiting = await untilSomebodyWaits();
    await client.query('select pg_terminate_backend($1)', [waiting]);
    const fates = await settled;
    await holder.query('rollback');
    await holder.end();
    const told = fates.map(({ status }) => status === 'fulfilled');
    const kept = (await states()).map(({ state }) => state === 'paid');
    expect(told).toEqual(kept);
    expect(told.slice(0, 2)).toEqual([true, true]);
    expect(told[30]).toBe(false);
    expect(told.filter((isKept) => !isKept).length).toBeGreaterThan(1);
    // The next ones go over a new connection.
    const again = orders.filter((_, index) => !kept[index]);
    expect(await Promise.all(again.map((order) => store.commitOrder(pay(order))))).toEqual(
      again.map(() => 'committed'),
    );
  });

  /** The backend that waits for a lock; asked again until there is one. */
  async function untilSomebodyWaits(): Promise<number> {
    for (;;) {
      const { rows } = await client.query(
        `select pid from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows[0]) return rows[0].pid;
    }
  }
});

test('payments of unread orders are kept together, past one that is not payable and one that somebody else is at', async () => {
  const orders = await placeMany();
  await Promise.all(
    orders.slice(1).map((before) =>
      store.commitOrder({
        before,
        patch: { state: 'payable' },
        event: { name: 'prepay', from: 'created', to: 'payable', atMs: 2, note: null },
      }),
    ),
  );
  const holder = new pg.Client({ connectionString: database.connectionString });
  await holder.connect();
  await holder.query('begin');
  await holder.query("select 1 from orders where merchant_id = $1 and id = 'o030' for update", [
    merchantId,
  ]);
  const results = await Promise.all(
    orders.map((order) => {
      const { evidence, outbox, patch } = pay(order);
      const [fact] = outbox ?? [];
      if (!evidence || !fact) throw new Error('a payment has both');
      const { outTradeNo, amountFen, appid, mchid, openid } = order;
      return store.commitPayment({
        merchantId,
        expected: {
          state: 'payable',
          outTradeNo,
          amountFen,
          appid,
          mchid,
          openid,
          transactionId: null,
        },
        patch,
        event: { name: 'pay', from: 'payable', to: 'paid', atMs: 6, note: null },
        evidence,
        fact,
      });
    }),
  );
  await holder.query('rollback');
  await holder.end();
  expect(results).toEqual(orders.map(({ id }) => (['o000', 'o030'].includes(id) ? null : id)));
  const { rows } = await client.query(
    "select count(distinct xmin::text)::integer as count from orders where merchant_id = $1 and state = 'paid'",
    [merchantId],
  );
  expect(rows[0]?.count).toBeLessThan(many / 2);
});

describe('orders that are placed together', () => {
  const one = (number: number, quantity: number, key: string | null = null) => ({
    order: {
      ...place(number),
      items: [{ productId: 'tea', name: 'tea', quantity, priceFen: place(0).amountFen }],
    },
    event: { name: 'create', from: null, to: 'created' as const, atMs: 1, note: null },
    idempotency: key === null ? null : { key, inputDigest: 'd' },
  });
  const offer = (stock: number | null, active = true) =>
    store.saveProducts(merchantId, [
      { id: 'tea', name: 'tea', description: '', priceFen: 1, stock, imageUrl: null, active },
    ]);
  const stock = async () => (await store.findProducts(merchantId, ['tea']))[0]?.stock;

  test('take the stock in turn, to the last piece and no further', async () => {
    await offer(25);
    const creations = await Promise.all(
      Array.from({ length: many }, (_, number) => store.createOrder(one(number, 1))),
    );
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(25);
    expect(creations.filter(({ kind }) => kind === 'sold-out')).toHaveLength(15);
    expect(await stock()).toBe(0);
    expect(await count('orders')).toBe(25);
  });

  test('do not lose a piece to one that asks for too many', async () => {
    await offer(many - 1);
    const creations = await Promise.all(
      Array.from({ length: many }, (_, number) =>
        store.createOrder(one(number, number === 10 ? 1000 : 1)),
      ),
    );
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(many - 1);
    expect(creations[10]).toEqual({ kind: 'sold-out', productId: 'tea' });
    expect(await stock()).toBe(0);
  });

  test('I15 are one order under one key, and take its stock once', async () => {
    await offer(100);
    const creations = await Promise.all(
      Array.from({ length: many }, (_, number) => store.createOrder(one(number, 2, 'key'))),
    );
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(1);
    expect(creations.filter(({ kind }) => kind === 'replayed')).toHaveLength(many - 1);
    expect(await stock()).toBe(98);
    expect(await count('order_events')).toBe(1);
  });

  test('are refused for what is not on sale, and for nothing else', async () => {
    await offer(null, false);
    const creations = await Promise.all(
      Array.from({ length: many }, (_, number) =>
        store.createOrder(
          number % 2 ? one(number, 1) : { ...one(number, 1), order: place(number) },
        ),
      ),
    );
    const kinds = creations.map(({ kind }) => kind);
    expect(kinds).toEqual(kinds.map((_, number) => (number % 2 ? 'sold-out' : 'created')));
  });
});
