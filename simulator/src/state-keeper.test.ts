import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSimulator, handClock } from './index.ts';
import { createRawMerchant } from './testing/raw-merchant.ts';
import { START_MS, startReceiver, startShop } from './testing/start-shop.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'state');
}

test('a snapshot brings back orders, money, users, faults, time and plans, any number of times', async () => {
  const receiver = await startReceiver();
  const { simulator, merchant, clock, prepaid, openid } = await startShop();
  const { outTradeNo, params } = await prepaid({ notify_url: receiver.url });
  simulator.faults.add('notification.delay');
  simulator.snapshot('ordered');
  for (let time = 1; time <= 2; time += 1) {
    expect((await merchant.query(outTradeNo)).json.trade_state).toBe('NOTPAY');
    expect(simulator.faults.list()).toHaveLength(1);
    expect(await simulator.pay({ openid, ...params })).toEqual({ errMsg: 'requestPayment:ok' });
    await clock.advance(30_000);
    expect(receiver.received).toHaveLength(time);
    expect(simulator.restore('ordered')).toBe(true);
    expect(clock.nowMs()).toBe(START_MS);
  }
  expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  expect(simulator.restore('nothing')).toBe(false);
});

test('what was planned before a snapshot happens after it was put back, and what was planned later does not', async () => {
  const receiver = await startReceiver(() => 500);
  const { simulator, clock, prepaid, openid } = await startShop();
  const pay = async () => {
    const { params } = await prepaid({ notify_url: receiver.url });
    await simulator.pay({ openid, ...params });
  };
  await pay();
  await clock.advance(0);
  simulator.snapshot('one retry is due');
  await pay();
  simulator.restore('one retry is due');
  await clock.advance(15_000);
  expect(receiver.received.map(({ body }) => JSON.parse(body).id)).toEqual([
    simulator.notifications()[0]?.id,
    simulator.notifications()[0]?.id,
  ]);
});

test('a reset forgets everything but the merchant, and begins the same sequence again', async () => {
  const { simulator, merchant, prepaid } = await startShop();
  const { outTradeNo } = await prepaid();
  await simulator.keys.platformCertificates.rotate(1000);
  simulator.reset();
  expect((await merchant.query(outTradeNo)).status).toBe(404);
  expect(simulator.keys.platformCertificates.listed()).toHaveLength(1);
  simulator.reset();
  const { openid } = simulator.loginCode();
  simulator.reset();
  expect(simulator.loginCode().openid).toBe(openid);
});

test('snapshots and reset over HTTP', async () => {
  const { control, merchant, prepaid } = await startShop();
  expect((await control('POST', '/snapshots', { name: 'empty' })).json).toEqual({ name: 'empty' });
  const { outTradeNo } = await prepaid();
  expect((await control('POST', '/snapshots/empty/restore')).status).toBe(200);
  expect((await merchant.query(outTradeNo)).status).toBe(404);
  expect((await control('GET', '/snapshots')).json).toEqual({ items: ['empty'] });
  expect((await control('POST', '/snapshots/other/restore')).status).toBe(404);
  expect((await control('POST', '/reset')).status).toBe(200);
});

test('a state file brings merchant, keys, orders and what was due over a restart', async () => {
  const stateFile = await temporaryFile();
  const first = await createSimulator({ stateFile });
  const { openid } = first.loginCode();
  const merchant = createRawMerchant(first.url, first.merchant);
  const { appid, mchid } = first.merchant;
  const body = {
    appid,
    mchid,
    description: '茶',
    out_trade_no: 'T2026000001',
    notify_url: 'http://127.0.0.1:1/notify',
    amount: { total: 100 },
    payer: { openid },
  };
  const { prepay_id } = (await merchant.prepay(body)).json;
  const issued = await first.keys.merchantCertificates.issue();
  await first.pay({ openid, ...merchant.paymentParams(String(prepay_id)) });
  await first.close();
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);

  const second = await createSimulator({ stateFile });
  onTestFinished(() => second.close());
  expect(second.merchant).toEqual(first.merchant);
  const again = createRawMerchant(second.url, second.merchant);
  expect((await again.query('T2026000001')).json.trade_state).toBe('SUCCESS');
  expect(second.keys.merchantCertificates.list().map((one) => one.issued.serial)).toEqual([
    first.merchant.merchantSerial,
    issued?.merchantSerial,
  ]);
  expect(second.notifications()).toHaveLength(1);
});

test('a file that is something else is refused, and stays as it is', async () => {
  const stateFile = await temporaryFile();
  await writeFile(stateFile, 'my holiday pictures');
  await expect(createSimulator({ stateFile, port: false })).rejects.toThrow('no state');
  expect(await readFile(stateFile, 'utf8')).toBe('my holiday pictures');
});

test('a stopped clock stands where it stood after a restart', async () => {
  const stateFile = await temporaryFile();
  const first = await createSimulator({ stateFile, port: false, clock: handClock(START_MS) });
  await first.clock.advance(5000);
  await first.close();
  const second = await createSimulator({ stateFile, port: false });
  onTestFinished(() => second.close());
  expect(second.clock.state()).toMatchObject({ nowMs: START_MS + 5000, paused: true });
});
