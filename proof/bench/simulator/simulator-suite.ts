import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { createSimulator, type SimulatorMerchant } from '@yifen/simulator';
import { Pool } from 'undici';
import { type Measured, median } from '../measure.ts';
import type { Table } from '../report.ts';
import { rateOf } from '../server/spawn-server.ts';
import { deskTable } from './desk-table.ts';
import { spawnSimulator } from './spawn-simulator.ts';

const rounds = 5;
const ordersPerRound = 1_000;
const starts = 20;

/** How fast the simulator starts and answers, what it weighs, and whether its desk keeps up. */
export async function simulatorSuite(): Promise<readonly Table[]> {
  return [await startTable(), await prepayTable(), await deskTable()];
}

/** Starts inside this process, the first one included. */
async function startTable(): Promise<Table> {
  const times: number[] = [];
  for (let count = 0; count < starts; count += 1) {
    const began = performance.now();
    const simulator = await createSimulator();
    times.push(performance.now() - began);
    await simulator.close();
  }
  const [first = Number.NaN] = times;
  return {
    title: 'Start a simulator inside a test',
    rows: [
      { name: 'one in 50 ms', perSecond: 20, ratio: 1 },
      asRate('createSimulator(), the first', first),
      asRate('createSimulator(), one of many', median(times)),
    ],
    target: { name: 'createSimulator(), the first', ratio: 1 },
    meaning:
      'From the call to a listening WeChat Pay with a merchant, certificates and an APIv3 key of its own. The private ' +
      'keys are the published ones; `keys: "fresh"` costs 100–300 ms more.',
    note: `the first took ${first.toFixed(1)} ms, one of many ${median(times).toFixed(1)} ms`,
  };
}

function asRate(name: string, ms: number): Measured {
  return { name, perSecond: 1000 / ms, ratio: 50 / ms };
}

/** Prepay answers of the published command, in a process of its own. */
async function prepayTable(): Promise<Table> {
  const simulator = await spawnSimulator();
  const pool = new Pool(simulator.url, { connections: 32 });
  try {
    const atRest = simulator.residentMegabytes();
    const merchant = (await ask(pool, '/_simulator/merchant')) as SimulatorMerchant;
    const { openid } = (await ask(pool, '/_simulator/login-codes', '{}')) as { openid: string };
    const limits: number[] = [];
    const rates: number[] = [];
    const shares: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Signed beforehand: the caller's signatures are not the simulator's work.
      const requests = Array.from({ length: ordersPerRound }, (_, index) =>
        signedPrepay(merchant, openid, round * ordersPerRound + index),
      );
      const limit = rsaRate(merchant);
      limits.push(limit.perSecond);
      const before = simulator.processorMs() ?? Number.NaN;
      rates.push(await rateOf(requests, ({ body, headers }) => ask(pool, PATH, body, headers)));
      const spentMs = (simulator.processorMs() ?? Number.NaN) - before;
      shares.push((limit.processorMs * ordersPerRound) / spentMs);
    }
    return {
      title: 'Answer a prepay (verify, judge, keep, sign)',
      rows: [
        { name: 'one verify and one sign in a loop', perSecond: median(limits), ratio: 1 },
        {
          name: 'simulator',
          perSecond: median(rates),
          ratio: median(rates.map((rate, round) => rate / (limits[round] ?? Number.NaN))),
        },
      ],
      target: { name: 'simulator', ratio: 0.5 },
      meaning:
        'Signed requests over 32 connections to the published command in a process of its own. Each answer needs the ' +
        'check of one RSA-2048 signature and the making of another; bare `node:crypto` doing only these two on one core is the limit.',
      note:
        `of the processor time of an answer ${(100 * median(shares)).toFixed(0)} % are the two RSA operations, whatever else the machine does; ` +
        `the process was ready after ${simulator.startMs.toFixed(0)} ms; resident memory ${megabytes(atRest)} at rest ` +
        `(aim: 60 MB), ${megabytes(simulator.residentMegabytes())} with ${rounds * ordersPerRound} orders and 10,000 recorded messages`,
    };
  } finally {
    await pool.close();
    await simulator.stop();
  }
}

const PATH = '/v3/pay/transactions/jsapi';

function signedPrepay(merchant: SimulatorMerchant, openid: string, index: number) {
  const { mchid, appid, merchantSerial } = merchant;
  const body = JSON.stringify({
    appid,
    mchid,
    description: '一分钱的测试商品',
    out_trade_no: `BENCH${String(index).padStart(8, '0')}`,
    notify_url: 'https://pay.example.com/notify',
    amount: { total: 100, currency: 'CNY' },
    payer: { openid },
  });
  const timestamp = Math.floor(Date.now() / 1000);
  const nonce = randomBytes(16).toString('hex');
  const text = `POST\n${PATH}\n${timestamp}\n${nonce}\n${body}\n`;
  const key = createPrivateKey(merchant.merchantPrivateKey);
  const signature = sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
  const authorization = `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${merchantSerial}"`;
  const headers = {
    authorization,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'bench',
  };
  return { body, headers };
}

async function ask(
  pool: Pool,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await pool.request({ method, path, headers, ...(body && { body }) });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
  return JSON.parse(text);
}

/** How often one core verifies and signs, and the processor time of once. */
function rsaRate(merchant: SimulatorMerchant) {
  const privateKey = createPrivateKey(merchant.merchantPrivateKey);
  const publicKey = createPublicKey(privateKey);
  const message = Buffer.alloc(300, 'x');
  const signature = sign('RSA-SHA256', message, privateKey);
  const began = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  while (performance.now() - began < 400) {
    verify('RSA-SHA256', message, publicKey, signature);
    sign('RSA-SHA256', message, privateKey);
    count += 1;
  }
  const { user, system } = process.cpuUsage(before);
  return {
    perSecond: (count / (performance.now() - began)) * 1000,
    processorMs: (user + system) / 1000 / count,
  };
}

const megabytes = (value: number | undefined): string =>
  value === undefined ? 'unknown' : `${value.toFixed(0)} MB`;
