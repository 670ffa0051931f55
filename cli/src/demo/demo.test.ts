import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, fetchRequest } from '@yifen/contract';
import { afterEach, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A place for temporary files that the database's own user can pass. */
async function newTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-test-'));
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}

interface Addresses {
  readonly server: string;
  readonly simulator: string;
  readonly phone: string;
  readonly desk: string;
  readonly people: readonly { readonly email: string; readonly password: string }[];
}

async function startDemo(temporary: string): Promise<{ child: ChildProcess; at: Addresses }> {
  const args = [main, 'demo', '--port', '0', '--simulator-port', '0', '--json'];
  const { YIFEN_DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, TMPDIR: temporary },
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, at: JSON.parse(line) as Addresses };
  }
  throw new Error('the demo ended before it was ready');
}

async function databasePid(temporary: string): Promise<number> {
  const files = await readdir(temporary, { recursive: true });
  const file = files.find((name) => name.endsWith('postmaster.pid')) ?? '';
  return Number((await readFile(join(temporary, file), 'utf8')).split('\n')[0]);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const post = async (url: string, body: object): Promise<Record<string, string>> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, string>;
};

async function buy({ server, simulator }: Addresses) {
  const request = fetchRequest(fetch);
  const { code, openid } = await post(`${simulator}/_simulator/login-codes`, {});
  const session = await createClient({ baseUrl: server, request }).createSession(String(code));
  const client = createClient({ baseUrl: server, request, token: session.token });
  const [product] = (await client.products()).items;
  const order = await client.createOrder(
    { items: [{ productId: product?.id ?? '', quantity: 2 }] },
    'one-tap',
  );
  const { requestPayment } = await client.prepay(order.id);
  const paid = await post(`${simulator}/_simulator/payments`, { openid, ...requestPayment });
  return { client, order, paid };
}

const scenarios = [
  'lost-notification',
  'refund',
  'late-payment',
  'double-payment',
  'shipping',
  'ship-on-phone',
  'reconciliation',
];

test('a purchase over HTTP ends as paid, every scenario plays, and SIGTERM ends all of it', async () => {
  const temporary = await newTemporaryFolder();
  const { child, at } = await startDemo(temporary);
  const { client, order, paid } = await buy(at);
  expect(paid).toEqual({ errMsg: 'requestPayment:ok' });
  expect(order.amountFen).toBe(25_600);
  await expect.poll(async () => (await client.order(order.id)).state).toBe('paid');
  for (const scenario of scenarios) {
    const played = await post(`${at.desk}_desk/scenarios/${scenario}`, {});
    expect(played, scenario).toMatchObject({ outTradeNo: expect.stringMatching(/^Y/) });
  }
  for (const { email, password } of at.people) {
    const session = await post(`${at.server}/v1/console/session`, { email, password });
    expect(session).toMatchObject({ state: 'open', user: { email } });
  }
  expect((await fetch(at.desk)).status).toBe(200);
  expect((await fetch(at.phone)).status).toBe(200);

  const pid = await databasePid(temporary);
  expect(isRunning(pid)).toBe(true);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await exited)[0]).toBe(0);
  expect(isRunning(pid)).toBe(false);
  expect(await readdir(temporary)).toEqual([]);
}, 120_000);

test('what a killed demo left running is ended by the next one', async () => {
  const temporary = await newTemporaryFolder();
  const first = await startDemo(temporary);
  const pid = await databasePid(temporary);
  const killed = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await killed;
  expect(isRunning(pid)).toBe(true);

  const second = await startDemo(temporary);
  expect(isRunning(pid)).toBe(false);
  const exited = once(second.child, 'exit');
  second.child.kill('SIGINT');
  expect((await exited)[0]).toBe(0);
  expect((await readdir(temporary)).filter((name) => name.startsWith('yifen-demo-'))).toEqual([]);
}, 120_000);
