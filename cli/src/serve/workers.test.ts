import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createMaterial, createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let simulator: Simulator;
let folder: string;
let child: ChildProcess | null = null;

beforeAll(async () => {
  simulator = await createSimulator({ material: await createMaterial() });
  folder = await mkdtemp(join(tmpdir(), 'yifen-workers-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

test('the only worker is replaced under load without a failed request; a bad setting keeps the old one', async () => {
  const { url, notes, metrics, process: served } = await serve();
  const load = startLoad(`${url}/healthz`);
  await load.answered(50);
  expect(await (await fetch(metrics)).text()).toMatch(/route="\/healthz",status="200"\} \d+/);

  served.kill('SIGHUP');
  expect(await heard(notes, /all workers are new|given up/)).toContain('all workers are new');
  await load.answered(50);

  // The next worker would not come up: the one that runs goes on.
  await writeFile(
    join(folder, '.env'),
    [...environment(), 'YIFEN_LATE_PAYMENT=perhaps'].join('\n'),
  );
  served.kill('SIGHUP');
  expect(await heard(notes, /all workers are new|given up/)).toContain('given up');
  await load.answered(50);

  expect(await load.stop()).toEqual([]);
  served.kill('SIGTERM');
  const [code] = await once(served, 'exit');
  expect(code).toBe(0);
}, 120_000);

function environment(): readonly string[] {
  const { merchant, url } = simulator;
  const settings = {
    YIFEN_PORT: '0',
    YIFEN_DATA_DIR: join(folder, 'data'),
    YIFEN_LOG_LEVEL: 'silent',
    YIFEN_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    YIFEN_RATE_PER_ADDRESS: '1000000',
    YIFEN_METRICS_PORT: '0',
    WECHAT_APPID: merchant.appid,
    WECHAT_APP_SECRET: merchant.appSecret,
    WECHAT_BASE_URL: url,
    WECHATPAY_BASE_URL: url,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_MERCHANT_KEY_FILE: join(folder, 'key.pem'),
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_PUBLIC_KEY_FILE: join(folder, 'public.pem'),
  };
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}

async function serve() {
  await writeFile(join(folder, 'key.pem'), simulator.merchant.merchantPrivateKey);
  await writeFile(join(folder, 'public.pem'), simulator.merchant.publicKey);
  await writeFile(join(folder, '.env'), environment().join('\n'));
  const served = spawn(process.execPath, [main, 'serve', '--json', '--workers', '1'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = served;
  const notes = createInterface({ input: served.stderr });
  const metrics = heard(notes, /metrics/);
  const [line] = await once(createInterface({ input: served.stdout }), 'line');
  return {
    url: (JSON.parse(String(line)) as { readonly server: string }).server,
    notes,
    metrics: /http\S+/.exec(await metrics)?.[0] ?? '',
    process: served,
  };
}

/** Two lines may come at once: a listener hears both. */
function heard(notes: Interface, wanted: RegExp): Promise<string> {
  return new Promise((resolve) => {
    notes.on('line', (line) => {
      if (wanted.test(line)) resolve(line);
    });
  });
}

/** Asks all the time, on connections that are kept and on new ones. */
function startLoad(url: string) {
  const failures: string[] = [];
  const waiting: { left: number; readonly resolve: () => void }[] = [];
  let isOver = false;
  const kept = new Agent({ keepAlive: true, maxSockets: 3 });
  const fresh = new Agent({ keepAlive: false });

  async function askAgain(agent: Agent): Promise<void> {
    while (!isOver) {
      const status = await ask(url, agent).catch(String);
      if (status !== 200) failures.push(String(status));
      for (const each of waiting) {
        each.left -= 1;
        if (each.left === 0) each.resolve();
      }
      await sleep(5);
    }
  }

  const asking = [kept, kept, kept, fresh].map(askAgain);
  return {
    answered: (count: number) =>
      new Promise<void>((resolve) => void waiting.push({ left: count, resolve })),
    async stop() {
      isOver = true;
      await Promise.all(asking);
      kept.destroy();
      fresh.destroy();
      return failures;
    },
  };
}

function ask(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode));
      answer.once('error', reject);
    });
    asked.once('error', reject).end();
  });
}
