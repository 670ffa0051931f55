import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createMaterial, createSimulator, type Simulator } from '@yifen/simulator';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig, startServer } from '../index.ts';
import { createPostgresStore, type PostgresStore } from '../store/postgres-store.ts';
import { shopProducts } from './shop-products.ts';
import {
  type CapturedNotification,
  captureNotifications,
  deliver,
  logIn,
  order,
  shopEnvironment,
} from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const childPath = fileURLToPath(new URL('./serve-child.ts', import.meta.url));

describe.each(testDatabases)('a server that dies, on the $name', ({ start }) => {
  let database: TestDatabase;
  let databaseUrl: string;
  let wechat: Awaited<ReturnType<typeof captureNotifications>>;
  let simulator: Simulator;
  let store: PostgresStore;
  let watcher: pg.Client;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    database = await start();
    databaseUrl = await database.create();
    wechat = await captureNotifications();
    simulator = await createSimulator({ material: await createMaterial() });
    await (await startHere()).close();
    store = await createPostgresStore({ connectionString: databaseUrl });
    watcher = new pg.Client({ connectionString: databaseUrl });
    await watcher.connect();
  });
  afterEach(() => {
    // Also one that a failed test has left standing still.
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(async () => {
    await watcher?.end();
    await store?.close();
    await simulator?.close();
    await wechat?.close();
    await database?.stop();
  });

  it('I10 by kill -9 between commit and answer has lost nothing, and does nothing twice', async () => {
    const child = await spawnServer();
    const { outTradeNo, notification } = await paidAtWechat(child.url);
    const held = await holdOrder(outTradeNo);
    const answer = deliver(child.url, notification).then(
      ({ status }) => status,
      () => 'no answer',
    );
    await held.waitedFor();
    // The statement stands in the database; the process that sent it will not see it end.
    child.process.kill('SIGSTOP');
    await held.release();
    await untilPaid(outTradeNo);
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    expect(await answer).toBe('no answer');

    const before = await store.findOrderByNumber('default', outTradeNo);
    const restarted = await startHere();
    expect((await deliver(restarted.url, notification)).status).toBe(204);
    await restarted.close();
    expect(await store.findOrderByNumber('default', outTradeNo)).toEqual(before);
    await expectPaidOnce(outTradeNo);
  });

  it('by kill -9 before the commit is told again by WeChat, and then pays once', async () => {
    const child = await spawnServer();
    const { outTradeNo, notification } = await paidAtWechat(child.url);
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    await expect(deliver(child.url, notification)).rejects.toThrow();
    const restarted = await startHere();
    expect((await deliver(restarted.url, notification)).status).toBe(204);
    await restarted.close();
    await expectPaidOnce(outTradeNo);
  });

  it('that is closed in an orderly way finishes the request under way first', async () => {
    const server = await startHere();
    const { outTradeNo, notification } = await paidAtWechat(server.url);
    const held = await holdOrder(outTradeNo);
    const answer = deliver(server.url, notification);
    await held.waitedFor();
    const closed = server.close();
    await held.release();
    expect((await answer).status).toBe(204);
    await closed;
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    await expectPaidOnce(outTradeNo);
  });

  function environment(): Record<string, string> {
    return shopEnvironment(simulator, { databaseUrl, publicUrl: wechat.url });
  }

  function startHere() {
    const { config } = loadConfig(environment());
    if (!config) throw new Error('no configuration');
    return startServer({ config, products: shopProducts });
  }

  async function spawnServer(): Promise<{ url: string; process: ChildProcess }> {
    const child = spawn(process.execPath, [childPath], {
      env: { ...process.env, ...environment() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [url] = await once(createInterface({ input: child.stdout }), 'line');
    return { url: String(url), process: child };
  }

  async function paidAtWechat(
    baseUrl: string,
  ): Promise<{ outTradeNo: string; notification: CapturedNotification }> {
    const payer = await logIn(simulator, baseUrl);
    const { order: payable, requestPayment } = await order(payer);
    await simulator.pay({ openid: payer.openid, ...requestPayment });
    return { outTradeNo: payable.outTradeNo, notification: await wechat.next() };
  }

  /** Locks an order's row, so that a commit waits in the database until it is released. */
  async function holdOrder(outTradeNo: string) {
    const holder = new pg.Client({ connectionString: databaseUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from orders where out_trade_no = $1 for update', [outTradeNo]);
    return {
      async waitedFor(): Promise<void> {
        await until(`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
      },
      async release(): Promise<void> {
        await holder.query('commit');
        await holder.end();
      },
    };
  }

  function untilPaid(outTradeNo: string): Promise<void> {
    return until(`select 1 from orders where state = 'paid' and out_trade_no = '${outTradeNo}'`);
  }

  /** Asks the database until it finds something, for at most ten seconds. */
  async function until(query: string): Promise<void> {
    const deadlineMs = Date.now() + 10_000;
    while ((await watcher.query(query)).rowCount === 0) {
      if (Date.now() > deadlineMs) throw new Error(`nothing found by: ${query}`);
    }
  }

  async function expectPaidOnce(outTradeNo: string): Promise<void> {
    const paid = await store.findOrderByNumber('default', outTradeNo);
    expect(paid?.state).toBe('paid');
    if (!paid) return;
    expect((await store.records.history(paid)).map(({ name }) => name)).toEqual([
      'create',
      'prepay',
      'pay',
    ]);
    expect(await store.records.evidence(paid)).toHaveLength(1);
    const outbox = await store.records.outbox();
    expect(outbox.filter(({ payload }) => payload.outTradeNo === outTradeNo)).toHaveLength(1);
  }
});
