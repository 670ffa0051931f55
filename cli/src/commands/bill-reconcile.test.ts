import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { createWechatPay } from '@yifen/wechatpay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { quietTerminal } from '../testing/quiet-terminal.ts';

const dayMs = 24 * 3_600_000;

describe('yifen bill reconcile', () => {
  let simulator: Simulator;
  let folder: string;
  let env: Record<string, string>;
  let day: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yifen-reconcile-'));
    // PostgreSQL runs as another user when the tests run as root, and must be able to enter.
    await chmod(folder, 0o755);
    simulator = await createSimulator({ seed: 7 });
    const { clock, merchant, url } = simulator;
    const pastMs = Date.now() - 2 * dayMs;
    clock.put({ nowMs: pastMs, paused: true, speed: 1 });
    day = new Date(pastMs + dayMs / 3).toISOString().slice(0, 10);
    env = {
      YIFEN_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      YIFEN_DATA_DIR: join(folder, 'data'),
      WECHAT_APPID: merchant.appid,
      WECHAT_APP_SECRET: merchant.appSecret,
      WECHAT_BASE_URL: url,
      WECHATPAY_BASE_URL: url,
      WECHATPAY_MCHID: merchant.mchid,
      WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
      WECHATPAY_MERCHANT_KEY: merchant.merchantPrivateKey,
      WECHATPAY_APIV3_KEY: merchant.apiV3Key,
      WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
      WECHATPAY_PUBLIC_KEY: merchant.publicKey,
    };
    await payElsewhere('POS-0001', 12_800);
    await clock.advance(2 * dayMs);
  });
  afterAll(async () => {
    await simulator?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody else's system takes a payment for the same merchant. */
  async function payElsewhere(out_trade_no: string, total: number): Promise<void> {
    const { merchant, url } = simulator;
    const client = createWechatPay({
      mchid: merchant.mchid,
      merchantSerial: merchant.merchantSerial,
      privateKey: merchant.merchantPrivateKey,
      apiV3Key: merchant.apiV3Key,
      platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
      baseUrl: url,
    });
    const { openid } = simulator.loginCode();
    const { requestPayment } = await client.jsapi.prepay({
      appid: merchant.appid,
      description: '茶',
      out_trade_no,
      notify_url: `${url}/nowhere`,
      amount: { total },
      payer: { openid },
    });
    await simulator.pay({ openid, ...requestPayment });
    client.close();
  }

  async function run(args: readonly string[], more: Record<string, string> = {}) {
    const terminal = quietTerminal({ env: { ...env, ...more }, cwd: folder });
    const code = await runCli(['bill', 'reconcile', ...args], terminal);
    return { code, out: terminal.answers.join('\n'), notes: terminal.notes };
  }

  test('prints each difference with what to do and exits with 1, then 0 when none is left', async () => {
    const differing = await run(['--day', day]);
    expect(differing.code).toBe(1);
    expect(differing.out).toContain('trade bill      payments 1 (¥128.00), refunds 0 (¥0.00)');
    expect(differing.out).toContain('payment-unknown  POS-0001');
    expect(differing.out).toContain('here –  bill ¥128.00');
    expect(differing.out).toContain('YIFEN_BILL_IGNORED_PREFIXES');
    expect(differing.notes).toEqual(['trade: 1', 'fund-flow: 2']);
    const ignoring = await run(['--day', day, '--json'], { YIFEN_BILL_IGNORED_PREFIXES: 'POS-' });
    expect(ignoring.code).toBe(0);
    expect(JSON.parse(ignoring.out)).toMatchObject({
      day,
      bills: [
        { bill: 'trade', state: 'finished', totals: { ignoredRows: 1 } },
        { bill: 'fund-flow', state: 'finished', totals: { netFen: 12_723 } },
      ],
      open: [],
    });
  });

  test('is refused for a day that has no bill, and without settings', async () => {
    const today = new Date(Date.now() + dayMs / 3).toISOString().slice(0, 10);
    expect((await run(['--day', today])).code).toBe(2);
    expect((await run(['--day', '2026-02-30'])).code).toBe(2);
    expect((await run([])).code).toBe(2);
    const bare = quietTerminal({ env: {}, cwd: folder });
    expect(await runCli(['bill', 'reconcile', '--day', day], bare)).toBe(1);
    expect(bare.notes.join('\n')).toContain('YIFEN_MASTER_KEY');
  });
});
