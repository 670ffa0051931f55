/** One server under measurement in a process of its own: ours, on a database or in memory, or the plain one. */
import { createMemoryStore, loadConfig, startServer } from '@yifen/server';
import { type BenchWorld, serverEnvironment } from './bench-world.ts';
import { createCannedWechat } from './canned-wechat.ts';
import { startPlainServer } from './plain-server.ts';

// An exit of its own, so that a profile asked for with YIFEN_BENCH_NODE_OPTIONS=--cpu-prof is written.
process.once('SIGTERM', () => process.exit());

/**
 * Nobody pays the orders of a bench, so that ten seconds later every one of them would be asked about, and again at
 * each slot: signatures that are not those under measurement.
 */
const NEVER_MS = 2 ** 31 - 1;

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
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const processorMs = (user + system) / 1000;
    process.send?.({ residentBytes: process.memoryUsage().rss, processorMs });
  });
});

async function startYifen(world: BenchWorld, databaseUrl: string | undefined) {
  const loaded = loadConfig(serverEnvironment(world, databaseUrl));
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
    poll: { intervalMs: NEVER_MS },
  });
}
