/**
 * Tries the Next adapter against Next itself: installs it (340 MB) with the packed SDK into a temporary folder, builds
 * an application of one route, starts it, and sends it a notification of the simulator, whole and with a bit flipped.
 *
 * Run: `npm run try:next [RELEASE]`; default 16, the newest major in November 2026. Not a part of `npm test`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { createWechatPay } from '@yifen/wechatpay';
import { installPacked, run } from './install-packed.ts';

const [release = '16'] = process.argv.slice(2);
const consumer = installPacked('next-project', [`next@${release}`, 'react@19', 'react-dom@19']);
const simulator = await createSimulator();
let server: ChildProcess | undefined;
try {
  const { version } = JSON.parse(
    readFileSync(join(consumer.folder, 'node_modules/next/package.json'), 'utf8'),
  );
  run(process.execPath, [nextProgram(), 'build'], consumer.folder);
  const { url, started } = await startNext();
  server = started;
  const { headers, body, out_trade_no } = await notificationOf(simulator);
  const post = async (bytes: Buffer) =>
    (await fetch(url, { method: 'POST', headers, body: Uint8Array.from(bytes) })).status;
  const flipped = Buffer.from(body);
  flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
  const answers = { whole: await post(body), flipped: await post(flipped) };
  const paid = await (await fetch(url)).json();
  console.log(JSON.stringify({ next: version, node: process.versions.node, ...answers, paid }));
  const isRight = answers.whole === 204 && answers.flipped === 401 && `${paid}` === out_trade_no;
  if (!isRight) process.exitCode = 1;
} finally {
  server?.kill();
  await simulator.close();
  consumer.remove();
}

function nextProgram(): string {
  return join(consumer.folder, 'node_modules', 'next', 'dist', 'bin', 'next');
}

function shop({ merchant, url }: Simulator) {
  return {
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl: url,
  };
}

async function startNext() {
  const port = await freePort();
  const started = spawn(process.execPath, [nextProgram(), 'start', '--port', `${port}`], {
    cwd: consumer.folder,
    env: { ...process.env, SHOP: JSON.stringify(shop(simulator)), NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}/notifications`;
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return { url, started };
    if (started.exitCode !== null) break;
    await sleep(100);
  }
  started.kill();
  throw new Error('Next did not start');
}

/** Buys something and catches the notification, headers and bytes as they came. */
async function notificationOf({ merchant, loginCode, pay }: Simulator) {
  const caught = Promise.withResolvers<{ headers: Record<string, string>; body: Buffer }>();
  const inbox = createServer(async (request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => /^(wechatpay-|content-type)/.test(name)),
    ) as Record<string, string>;
    caught.resolve({ headers, body: await buffer(request) });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(inbox, 'listening');
  const wechatpay = createWechatPay(shop(simulator));
  const { openid } = loginCode();
  const out_trade_no = 'NEXT0001';
  const { requestPayment } = await wechatpay.jsapi.prepay({
    appid: merchant.appid,
    description: 'Tea',
    out_trade_no,
    notify_url: `http://127.0.0.1:${(inbox.address() as AddressInfo).port}/notifications`,
    amount: { total: 1 },
    payer: { openid },
  });
  await pay({ openid, ...requestPayment });
  const notification = await caught.promise;
  wechatpay.close();
  inbox.close();
  return { ...notification, out_trade_no };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
