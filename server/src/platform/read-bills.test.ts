import { createSimulator, handClock, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BillReading, type Order, type Platform, PlatformFailure } from '../ports.ts';
import { sampleOrder } from '../testing/sample-order.ts';
import { createUndiciTransport, type UndiciTransport } from './undici-transport.ts';
import { createWechatPlatform, type WechatPlatformConfig } from './wechat-platform.ts';

const day = '2026-01-10';
const clock = handClock(Date.parse(`${day}T20:00:00+08:00`));
let simulator: Simulator;
let undici: UndiciTransport;
let own: Platform;
let partner: Platform;

beforeAll(async () => {
  simulator = await createSimulator({ seed: 1, clock });
  simulator.faults.add({ kind: 'notification.lose', count: null });
  undici = createUndiciTransport();
  const { merchant } = simulator;
  own = open({});
  const { mchid: subMchid, appid } = merchant.subMerchant;
  partner = open({ appid, partner: { subMchid, spAppid: merchant.appid } });
  await pay(own, 'Y0000000001', 12_800, merchant);
  await pay(partner, 'Y0000000002', 500, merchant.subMerchant);
  await clock.advance(24 * 3_600_000);
});
afterAll(async () => {
  await simulator?.close();
  await undici?.close();
});

function open(changes: Partial<WechatPlatformConfig>): Platform {
  const { merchant, url } = simulator;
  const config: WechatPlatformConfig = {
    appid: merchant.appid,
    appSecret: merchant.appSecret,
    wechatBaseUrl: url,
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    merchantKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    publicKey: { id: merchant.publicKeyId, pem: merchant.publicKey },
    platformCertificate: null,
    wechatpayBaseUrl: url,
    messagePush: null,
    ...changes,
  };
  const { transport } = undici;
  return createWechatPlatform({ config, transport, clock: { nowMs: () => clock.nowMs() } });
}

async function pay(
  platform: Platform,
  outTradeNo: string,
  amountFen: number,
  { appid, mchid }: { readonly appid: string; readonly mchid: string },
): Promise<void> {
  const { openid } = simulator.loginCode(undefined, appid);
  const nowMs = clock.nowMs();
  const times = { createdAtMs: nowMs, expiresAtMs: nowMs + 1_800_000 };
  const names = { outTradeNo, appid, mchid, openid, notifyUrl: `${simulator.url}/nowhere` };
  const order = sampleOrder({ ...names, ...times, amountFen: amountFen as Order['amountFen'] });
  const prepaid = { ...order, ...(await platform.prepay(order)) };
  const params = await platform.signPayment(prepaid);
  expect(await simulator.pay({ openid, appid, ...params })).toMatchObject({
    errMsg: 'requestPayment:ok',
  });
}

async function read<Line>(reading: BillReading<Line>) {
  const lines: Line[] = [];
  for await (const line of reading.lines) lines.push(line);
  return { lines, file: reading.file() };
}

describe('readBills', () => {
  test('reads a trade bill in our names, with the file that it came from', async () => {
    const { lines, file } = await read(own.readTradeBill(day));
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual({ kind: 'other' });
    expect(lines.find((line) => line.kind === 'payment' && line.amountFen === 12_800)).toEqual({
      kind: 'payment',
      atMs: Date.parse(`${day}T20:00:00+08:00`),
      outTradeNo: 'Y0000000001',
      transactionId: expect.stringMatching(/^42/),
      amountFen: 12_800,
      settlementFen: 12_800,
      feeMilliFen: 77_000,
    });
    expect(file).toEqual({
      sha1: expect.stringMatching(/^[0-9a-f]{40}$/),
      bytes: expect.any(Number),
    });
  });

  test('reads what moved on the account, what goes out below zero', async () => {
    expect((await read(own.readFundFlowBill(day))).lines).toEqual([
      { kind: 'payment', amountFen: 12_800 },
      { kind: 'fee', amountFen: -77 },
    ]);
  });

  test('reads the bills of a sub-merchant alone, the sealed one too', async () => {
    const trade = await read(partner.readTradeBill(day));
    expect(trade.lines).toMatchObject([{ outTradeNo: 'Y0000000002', amountFen: 500 }]);
    const fund = await read(partner.readFundFlowBill(day));
    expect(fund.lines[0]).toEqual({ kind: 'payment', amountFen: 500 });
    expect(fund.file?.bytes).toBeGreaterThan(0);
  });

  test('a day without trade has no lines and no file; one that is not over is refused', async () => {
    expect(await read(own.readTradeBill('2026-01-09'))).toEqual({ lines: [], file: null });
    const early = await read(own.readTradeBill('2026-01-11')).catch((error: unknown) => error);
    expect(early).toBeInstanceOf(PlatformFailure);
    expect(early).toMatchObject({ outcome: 'refused', code: 'INVALID_REQUEST' });
  });
});
