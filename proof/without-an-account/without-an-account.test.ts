import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Starts a script; answers its first line. */
async function start(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return String(line);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the Express shop of the guide, without our server and SDK, gets a paid order', async () => {
  const ready = await start(join(root, 'simulator/src/main.ts'), ['--port', '0', '--json']);
  const { simulator } = JSON.parse(ready) as { simulator: string };
  const port = String(await freePort());
  await start('shop.mjs', [], { WECHAT_URL: simulator, PORT: port });
  const buying = spawn(process.execPath, ['buy.mjs'], {
    cwd: import.meta.dirname,
    env: { ...process.env, WECHAT_URL: simulator, SHOP_URL: `http://127.0.0.1:${port}` },
  });
  onTestFinished(() => void buying.kill());
  let said = '';
  buying.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [exitCode] = await once(buying, 'exit');
  expect([exitCode, said]).toEqual([0, expect.stringContaining('the shop says: paid')]);
  expect(said).toContain('requestPayment:ok');
});

test.each(['en', 'zh'])('the guide (%s) shows the very files that are tried', (language) => {
  const guide = readFileSync(join(root, `docs/guide/${language}/without-an-account.md`), 'utf8');
  for (const file of ['shop.mjs', 'buy.mjs']) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    expect(guide.includes(text), `${file} in the guide`).toBe(true);
  }
});
