import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { quietTerminal } from '../testing/quiet-terminal.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await createSimulator({ seed: 9 });
});
beforeEach(() => simulator.reset());
afterAll(() => simulator?.close());

/** A shop's server that acknowledges everything, or answers `status`. */
async function startReceiver(status = 204) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.resume();
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

async function run(...args: readonly string[]) {
  const terminal = quietTerminal();
  const exitCode = await runCli([...args, '--simulator', simulator.url], terminal);
  return { exitCode, terminal, lines: terminal.answers };
}

/** Resolves when a line of the terminal says `text`. */
async function said(lines: readonly string[], text: string): Promise<void> {
  while (!lines.some((line) => line.includes(text))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('trigger pays a new order, and an order that is there', async () => {
  const { origin, paths } = await startReceiver();
  const notify = ['--notify-url', `${origin}/notify`];
  const made = await run('trigger', 'transaction.success', '--amount', '300', '--json', ...notify);
  expect(made.exitCode).toBe(0);
  const { outTradeNo } = JSON.parse(made.lines[0] ?? '');
  expect(simulator.order(outTradeNo)).toMatchObject({
    payment: expect.anything(),
    request: { amount: { total: 300 } },
  });
  const refund = await run('trigger', 'refund.success', '--order', outTradeNo);
  expect(refund.lines.join('\n')).toMatch(/outRefundNo +TRIGGER/);
  const again = await run('trigger', 'transaction.success', '--order', outTradeNo);
  expect([again.exitCode, again.terminal.notes.join()]).toEqual([
    1,
    expect.stringContaining('该订单已支付'),
  ]);
  while (paths.length < 2) await new Promise((resolve) => setImmediate(resolve));
});

test('listen brings notifications here, shows them, and lets them go again at the end', async () => {
  const { origin, paths } = await startReceiver();
  const terminal = quietTerminal();
  const args = ['listen', '--forward-to', origin, '--simulator', simulator.url];
  const listening = runCli(args, terminal);
  await said(terminal.answers, 'Notifications go to');
  const { lines } = await run('trigger', 'transaction.success', '--json');
  const { outTradeNo } = JSON.parse(lines[0] ?? '');
  await said(terminal.answers, `← ${outTradeNo}  [204]`);
  terminal.stop();
  expect(await listening).toBe(0);
  expect(paths).toEqual(['/wechatpay/notifications']);
  const { exitCode } = await run('trigger', 'transaction.success');
  expect(exitCode).toBe(1);
});

test('resend says what the server answered: exit code 1 when it did not acknowledge', async () => {
  const good = await startReceiver();
  const bad = await startReceiver(500);
  for (const [{ origin }, exitCode] of [
    [good, 0],
    [bad, 1],
  ] as const) {
    const made = await run('trigger', 'transaction.success', '--notify-url', origin, '--json');
    const { outTradeNo } = JSON.parse(made.lines[0] ?? '');
    const resent = await run('resend', outTradeNo);
    expect(resent.exitCode).toBe(exitCode);
  }
  const unknown = await run('resend', 'T-NOTHING');
  expect([unknown.exitCode, unknown.terminal.notes.join()]).toEqual([
    1,
    expect.stringContaining('yifen logs'),
  ]);
});

test('logs prints what happened, of one order if wanted, and goes on with --follow', async () => {
  const { origin } = await startReceiver();
  const terminal = quietTerminal();
  const following = runCli(['logs', '--follow', '--simulator', simulator.url], terminal);
  const made = await run('trigger', 'transaction.success', '--notify-url', origin, '--json');
  const { outTradeNo } = JSON.parse(made.lines[0] ?? '');
  await said(terminal.answers, 'notification.answer');
  terminal.stop();
  expect(await following).toBe(0);
  const { lines } = await run('logs', '--order', outTradeNo);
  expect(lines.some((line) => /16 ✓ wechat → server +notification\.send/.test(line))).toBe(true);
  const json = await run('logs', '--order', outTradeNo, '--json');
  expect(json.lines.map((line) => JSON.parse(line).outTradeNo)).toContain(outTradeNo);
});

test('without a simulator each command says how to start one', async () => {
  for (const args of [
    ['logs'],
    ['resend', 'x'],
    ['trigger', 'transaction.success'],
    ['listen', '--forward-to', 'http://127.0.0.1:3000'],
  ]) {
    const terminal = quietTerminal();
    expect(await runCli([...args, '--simulator', 'http://127.0.0.1:1'], terminal)).toBe(1);
    expect(terminal.notes.join()).toContain('yifen simulator');
  }
});

test('a simulator that other machines could reach is refused until that is wanted', async () => {
  const terminal = quietTerminal({ env: { YIFEN_HOST: '0.0.0.0' } });
  expect(await runCli(['simulator', '--port', '0'], terminal)).toBe(2);
  expect(terminal.notes.join()).toContain('--allow-public');
});

test('a simulator keeps its merchant in the file that --state names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-cli-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const merchants: unknown[] = [];
  for (let start = 1; start <= 2; start += 1) {
    const terminal = quietTerminal({ cwd: folder });
    const running = runCli(['simulator', '--port', '0', '--state', 'kept', '--json'], terminal);
    await said(terminal.answers, 'mchid');
    merchants.push(JSON.parse(terminal.answers[0] ?? '').mchid);
    terminal.stop();
    expect(await running).toBe(0);
  }
  expect(merchants[0]).toBe(merchants[1]);
});

test('what is no URL, no event or no amount is called wrongly: exit code 2', async () => {
  for (const args of [
    ['listen', '--forward-to', 'nowhere'],
    ['trigger', 'world.end'],
    ['trigger', 'transaction.success', '--amount', '1.50'],
  ]) {
    expect((await run(...args)).exitCode).toBe(2);
  }
});
