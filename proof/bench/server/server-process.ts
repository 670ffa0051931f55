/** One server under measurement in a process of its own: ours, on a database or in memory, or the plain one. */
import { createMemoryStore, loadConfig, startServer } from '@yifen/server';
import type { BenchWorld } from './bench-world.ts';
import { createCannedWechat } from './canned-wechat.ts';
import { startPlainServer } from './plain-server.ts';

// An exit of its own, so that a profile asked for with YIFEN_BENCH_NODE_OPTIONS=--cpu-prof is written.
process.once('SIGTERM', () => process.exit());

interface Task {
  readonly kind: 'yifen' | 'plain';
  readonly world: BenchWorld;
  /** Where all is kept; none: in memory. */
  readonly databaseUrl?: string;
}

process.once('message', async ({ kind, world, databaseUrl }: Task) => {
  const server =
    kind === 'yifen' ? await startYifen(world, databaseUrl) : await startPlainServer(world);
  process.send?.({ url: server.url });
  process.on('message', () => process.send?.({ residentBytes: process.memoryUsage().rss }));
});

async function startYifen(world: BenchWorld, databaseUrl: string | undefined) {
  const loaded = loadConfig({
    YIFEN_PORT: '0',
    YIFEN_LOG_LEVEL: 'silent',
    YIFEN_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    YIFEN_RATE_PER_ADDRESS: '1000000',
    YIFEN_RATE_PER_SESSION: '1000000',
    ...(databaseUrl !== undefined && { YIFEN_DATABASE_URL: databaseUrl }),
    WECHAT_APPID: world.appid,
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    WECHAT_BASE_URL: 'http://127.0.0.1:1',
    WECHATPAY_BASE_URL: 'http://127.0.0.1:1',
    WECHATPAY_MCHID: world.mchid,
    WECHATPAY_MERCHANT_SERIAL: world.merchantSerial,
    WECHATPAY_MERCHANT_KEY: world.merchantKey,
    WECHATPAY_APIV3_KEY: world.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: world.platformSerial,
    WECHATPAY_PUBLIC_KEY: world.platformPublicKey,
  });
  if (!('config' in loaded)) throw new Error(JSON.stringify(loaded.findings));
  const product = {
    id: 'tea',
    name: '明前龙井',
    description: '',
    priceFen: world.priceFen,
    stock: null,
    imageUrl: null,
    active: true,
  };
  return startServer({
    config: loaded.config,
    products: [product],
    ...(databaseUrl === undefined && { store: createMemoryStore() }),
    transport: createCannedWechat(world),
  });
}
