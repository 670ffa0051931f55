import { execFile } from 'node:child_process';
import { hash, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { createWechatPay } from '@yifen/wechatpay';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

/* Runs the commands as a user does: another process, files, the environment; WeChat is the simulator. */

// Each run starts a process of its own.
vi.setConfig({ testTimeout: 120_000 });

const main = new URL('./main.ts', import.meta.url).pathname;
let simulator: Simulator;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  simulator = await createSimulator();
  folder = await mkdtemp(join(tmpdir(), 'yifen-commands-'));
  const { merchant } = simulator;
  await save('apiclient_key.pem', merchant.merchantPrivateKey);
  await save('apiclient_cert.pem', merchant.merchantCertificate);
  await save('pub_key.pem', merchant.publicKey);
  env = {
    PATH: process.env.PATH ?? '',
    WECHAT_APPID: merchant.appid,
    WECHAT_APP_SECRET: merchant.appSecret,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_MERCHANT_KEY_FILE: 'apiclient_key.pem',
    WECHATPAY_MERCHANT_CERTIFICATE_FILE: 'apiclient_cert.pem',
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_PUBLIC_KEY_FILE: 'pub_key.pem',
    WECHATPAY_BASE_URL: simulator.url,
  };
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

async function save(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

interface Run {
  readonly code: number;
  readonly out: string;
  readonly json: Record<string, unknown>;
}

function yifen(args: readonly string[], more: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...env, ...more } };
    execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      const out = stdout + stderr;
      // Whatever a command does, no secret may be seen.
      for (const secret of [
        simulator.merchant.apiV3Key,
        simulator.merchant.appSecret,
        'PRIVATE KEY',
      ]) {
        expect(out).not.toContain(secret);
      }
      const line = args.includes('--json') ? stdout : '';
      resolve({
        code,
        out,
        json: line === '' ? {} : (JSON.parse(line) as Record<string, unknown>),
      });
    });
  });
}

async function order(outTradeNo: string): Promise<{ openid: string; prepayId: string }> {
  const { merchant } = simulator;
  const { openid } = simulator.loginCode();
  await login(openid);
  const body = await save(
    'order.json',
    JSON.stringify({
      appid: merchant.appid,
      mchid: merchant.mchid,
      description: '明前龙井',
      out_trade_no: outTradeNo,
      notify_url: 'https://pay.example.com/notify',
      amount: { total: 1 },
      payer: { openid },
    }),
  );
  const url = '/v3/pay/transactions/jsapi';
  const signed = await yifen([
    'sign',
    'request',
    '--method',
    'POST',
    '--url',
    url,
    '--body',
    body,
    '--json',
  ]);
  const answer = await fetch(simulator.url + url, {
    method: 'POST',
    headers: {
      authorization: String(signed.json.authorization),
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'test',
    },
    body: await readFile(join(folder, body)),
  });
  const { prepay_id } = (await answer.json()) as { prepay_id: string };
  return { openid, prepayId: prepay_id };
}

async function login(openid: string): Promise<void> {
  const { code } = simulator.loginCode(openid);
  const { appid, appSecret } = simulator.merchant;
  const query = new URLSearchParams({
    appid,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
  });
  await fetch(`${simulator.url}/sns/jscode2session?${query}`);
}

describe('yifen doctor', () => {
  test('a right configuration: exit code 0, also when WeChat is asked', async () => {
    expect(await yifen(['doctor', '--json'])).toMatchObject({
      code: 0,
      json: { ok: true, findings: [] },
    });
    const online = await yifen(['doctor', '--online', '--json']);
    expect(online).toMatchObject({ code: 0, json: { ok: true, findings: [] } });
    expect(online.json.online).toHaveLength(2);
  });

  test('everything wrong is named at once: exit code 1', async () => {
    const wrong = {
      WECHAT_APPID: 'gh_1',
      WECHATPAY_MERCHANT_SERIAL: 'ABCDEF0123456789ABCDEF0123456789ABCDEF01',
      WECHATPAY_PUBLIC_KEY_FILE: 'apiclient_cert.pem',
      YIFEN_PUBLIC_URL: 'http://localhost/',
    };
    const { code, out } = await yifen(['doctor'], wrong);
    expect(code).toBe(1);
    for (const name of [
      'WECHAT_APPID',
      'WECHATPAY_MERCHANT_CERTIFICATE',
      'WECHATPAY_PUBLIC_KEY',
      'YIFEN_PUBLIC_URL',
    ]) {
      expect(out).toContain(`✗ ${name}  `);
    }
    const zh = await yifen(['doctor'], { ...wrong, LANG: 'zh_CN.UTF-8' });
    expect(zh.out).toContain('商户自己的证书');
  });

  test('an appid that is not bound to the merchant is found by --online only', async () => {
    const foreign = { WECHAT_APPID: 'wx0000000000000000' };
    expect((await yifen(['doctor'], foreign)).code).toBe(0);
    const { code, json } = await yifen(['doctor', '--online', '--json'], foreign);
    expect(code).toBe(1);
    expect(json.findings).toMatchObject([{ code: 'wechat-APPID_MCHID_NOT_MATCH' }]);
  });

  test('a file that is not there is wrong usage: exit code 2', async () => {
    expect((await yifen(['doctor'], { WECHATPAY_PUBLIC_KEY_FILE: 'nowhere.pem' })).code).toBe(2);
  });
});

describe('a paySign', () => {
  const flags = (payment: Record<string, string>) => [
    ...['--time-stamp', payment.timeStamp ?? '', '--nonce-str', payment.nonceStr ?? ''],
    ...['--package', payment.package ?? '', '--pay-sign', payment.paySign ?? ''],
  ];

  test('made by "sign paysign" is valid for "verify", the doctor and the cashier', async () => {
    const { openid, prepayId } = await order('T20260101000001');
    const { json } = await yifen(['sign', 'paysign', '--prepay-id', prepayId, '--json']);
    const payment = json as Record<string, string>;
    const given = [
      '--appid',
      simulator.merchant.appid,
      ...flags(payment),
      '--public-key',
      'apiclient_cert.pem',
    ];
    expect((await yifen(['verify', 'paysign', ...given])).code).toBe(0);
    expect(await yifen(['doctor', 'paysign', ...given, '--json'])).toMatchObject({
      code: 0,
      json: { verdict: 'valid' },
    });
    const {
      timeStamp = '',
      nonceStr = '',
      package: prepay = '',
      signType = '',
      paySign = '',
    } = payment;
    const paid = await simulator.pay({
      openid,
      timeStamp,
      nonceStr,
      package: prepay,
      signType,
      paySign,
    });
    expect(paid.errMsg).toBe('requestPayment:ok');
  });

  test('signed wrongly is explained with the differing byte, in both languages: exit code 1', async () => {
    const { appid, merchantPrivateKey } = simulator.merchant;
    const payment = { timeStamp: '1767225600', nonceStr: 'N1', package: 'prepay_id=wx1' };
    const paySign = sign(
      'sha256',
      Buffer.from(`${appid}\n1767225600000\nN1\nprepay_id=wx1`),
      merchantPrivateKey,
    ).toString('base64');
    const params = await save(
      'params.json',
      JSON.stringify({ ...payment, signType: 'RSA', paySign }),
    );
    const given = [
      'doctor',
      'paysign',
      '--appid',
      appid,
      '--params',
      params,
      '--certificate',
      'apiclient_cert.pem',
    ];
    const { code, json } = await yifen([...given, '--json']);
    expect(code).toBe(1);
    const causes = json.causes as { code: string }[];
    expect(causes.map((cause) => cause.code).toSorted()).toEqual([
      'final-line-feed-missing',
      'time-in-milliseconds',
    ]);
    expect(json.difference).toMatchObject({ line: 2, column: 11, signed: 48, expected: 10 });
    const zh = await yifen(given, { LANG: 'zh_CN.UTF-8' });
    expect(zh.out).toContain('签名时 timeStamp 用了毫秒');
    expect(zh.out).toContain('▲');
  });

  test('without a key, or with parameters that are none, is wrong usage: exit code 2', async () => {
    expect((await yifen(['doctor', 'paysign', '--appid', 'wx1'])).code).toBe(2);
    const list = await save('list.json', '[]');
    const given = ['--appid', 'wx1', '--params', list, '--public-key', 'apiclient_cert.pem'];
    expect((await yifen(['doctor', 'paysign', ...given])).code).toBe(2);
  });
});

describe('a request', () => {
  test('is verified, and explained when another body was signed', async () => {
    const { mchid } = simulator.merchant;
    await save('sent.json', JSON.stringify({ mchid }));
    await save('signed.json', JSON.stringify({ mchid }, null, 1));
    const about = ['--method', 'POST', '--url', '/v3/x?a=1'];
    const { json } = await yifen(['sign', 'request', ...about, '--body', 'signed.json', '--json']);
    const given = [
      ...about,
      '--authorization',
      String(json.authorization),
      '--public-key',
      'apiclient_cert.pem',
    ];
    expect((await yifen(['verify', 'request', ...given, '--body', 'signed.json'])).code).toBe(0);
    expect((await yifen(['verify', 'request', ...given, '--body', 'sent.json'])).code).toBe(1);
    const told = await yifen([
      'doctor',
      'request',
      ...given,
      '--body',
      'sent.json',
      '--candidate-body',
      'signed.json',
      '--json',
    ]);
    expect(told).toMatchObject({ code: 1, json: { causes: [{ code: 'body-not-as-sent' }] } });
  });
});

describe('a notification', () => {
  test('of the simulator verifies, decrypts, and is explained when it was re-serialised', async () => {
    const received = await receiveNotification();
    const headers = await save('headers.json', JSON.stringify(received.headers));
    const body = await save('body.json', received.body);
    const given = ['--headers', headers, '--public-key', 'pub_key.pem'];
    expect((await yifen(['verify', 'notification', ...given, '--body', body])).code).toBe(0);
    const opened = await yifen(['decrypt', body]);
    expect(opened).toMatchObject({ code: 0 });
    expect(opened.out).toContain('"out_trade_no": "T20260101000002"');
    const pretty = await save(
      'pretty.json',
      JSON.stringify(JSON.parse(received.body.toString()), null, 2),
    );
    expect((await yifen(['verify', 'notification', ...given, '--body', pretty])).code).toBe(1);
    const told = await yifen(['doctor', 'notification', ...given, '--body', pretty, '--json']);
    expect(told).toMatchObject({ code: 1, json: { causes: [{ code: 'body-not-as-received' }] } });
    expect((await yifen(['decrypt', 'pub_key.pem'])).code).toBe(2);
  });

  async function receiveNotification(): Promise<{ headers: object; body: Buffer }> {
    const arrived = Promise.withResolvers<{ headers: object; body: Buffer }>();
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.writeHead(204).end();
      arrived.resolve({ headers: request.headers, body: Buffer.concat(chunks) });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await payOrder('T20260101000002', `http://127.0.0.1:${port}/notify`);
    const received = await arrived.promise;
    server.close();
    return received;
  }
});

async function payOrder(outTradeNo: string, notifyUrl: string): Promise<void> {
  const { merchant, url } = simulator;
  const wechatpay = createWechatPay({
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl: url,
  });
  const { openid } = simulator.loginCode();
  await login(openid);
  const { requestPayment } = await wechatpay.jsapi.prepay({
    appid: merchant.appid,
    description: '试喝',
    out_trade_no: outTradeNo,
    notify_url: notifyUrl,
    amount: { total: 1 },
    payer: { openid },
  });
  await simulator.pay({ openid, ...requestPayment });
  wechatpay.close();
}

describe('yifen order', () => {
  test('get and close say what WeChat knows; a paid order is not closed', async () => {
    await order('T20260101000003');
    const before = await yifen(['order', 'get', 'T20260101000003', '--json']);
    expect(before).toMatchObject({ code: 0, json: { trade_state: 'NOTPAY' } });
    expect((await yifen(['order', 'close', 'T20260101000003'])).code).toBe(0);
    const after = await yifen(['order', 'get', 'T20260101000003', '--json']);
    expect(after).toMatchObject({ json: { trade_state: 'CLOSED' } });
    await payOrder('T20260101000004', `${simulator.url}/nowhere`);
    expect((await yifen(['order', 'close', 'T20260101000004'])).code).toBe(1);
  });

  test('an order that is not there: exit code 1 and one sentence, no stack', async () => {
    const { code, out } = await yifen(['order', 'get', 'T20269999999999']);
    expect(code).toBe(1);
    expect(out).toContain('ORDER_NOT_EXIST');
    expect(out).not.toContain('    at ');
    const { json } = await yifen(['order', 'get', 'T20269999999999', '--json']);
    expect(json.error).toMatchObject({ outcome: 'refused', wechat: { code: 'ORDER_NOT_EXIST' } });
  });

  test('both numbers, none, or a missing setting: exit code 2', async () => {
    expect((await yifen(['order', 'get'])).code).toBe(2);
    expect((await yifen(['order', 'get', 'T1', '--transaction-id', '42'])).code).toBe(2);
    const { code, out } = await yifen(['order', 'get', 'T20260101000003'], {
      WECHATPAY_MCHID: '',
      WECHATPAY_APIV3_KEY: '',
    });
    expect(code).toBe(2);
    expect(out).toContain('WECHATPAY_MCHID');
    expect(out).toContain('WECHATPAY_APIV3_KEY');
  });
});

describe('yifen certs', () => {
  test('takes CertificateDownloader’s options and writes one PEM per certificate, named by serial', async () => {
    const { mchid, merchantSerial, apiV3Key, platformSerial, platformCertificate } =
      simulator.merchant;
    const given = [
      '--key',
      apiV3Key,
      '--mchid',
      mchid,
      '--serialno',
      merchantSerial,
      '--privatekey',
      'apiclient_key.pem',
    ];
    const bare = {
      WECHATPAY_MCHID: '',
      WECHATPAY_MERCHANT_SERIAL: '',
      WECHATPAY_MERCHANT_KEY_FILE: '',
      WECHATPAY_APIV3_KEY: '',
    };
    const { code } = await yifen(['certs', ...given, '--output', 'certs'], bare);
    expect(code).toBe(0);
    const pem = await readFile(join(folder, 'certs', `wechatpay_${platformSerial}.pem`), 'utf8');
    expect(pem.trim()).toBe(platformCertificate.trim());
  });

  test('prints them, as PEM or as data', async () => {
    expect((await yifen(['certs'])).out).toContain('-----BEGIN CERTIFICATE-----');
    const { json } = await yifen(['certs', '--json']);
    expect(json.items).toMatchObject([{ serial_no: simulator.merchant.platformSerial }]);
  });

  test('a wrong APIv3 key is said plainly: exit code 1', async () => {
    const { code, out } = await yifen(['certs'], { WECHATPAY_APIV3_KEY: 'x'.repeat(32) });
    expect(code).toBe(1);
    expect(out).not.toContain('    at ');
  });
});

describe('yifen refund', () => {
  test('create and get: the same number is the same refund', async () => {
    await payOrder('T20260101000005', `${simulator.url}/nowhere`);
    const given = [
      'refund',
      'create',
      'R20260101000005',
      '--out-trade-no',
      'T20260101000005',
      '--refund-fen',
      '1',
      '--total-fen',
      '1',
      '--json',
    ];
    const first = await yifen(given);
    expect(first).toMatchObject({
      code: 0,
      json: { out_refund_no: 'R20260101000005', amount: { refund: 1 } },
    });
    const second = await yifen(given);
    expect(second.json.refund_id).toBe(first.json.refund_id);
    const got = await yifen(['refund', 'get', 'R20260101000005', '--json']);
    expect(got.json.refund_id).toBe(first.json.refund_id);
  });

  test('yuan, a missing order and an unknown refund are refused', async () => {
    const about = ['--out-trade-no', 'T20260101000005', '--total-fen', '1'];
    expect((await yifen(['refund', 'create', 'R1', ...about, '--refund-fen', '0.01'])).code).toBe(
      2,
    );
    expect(
      (await yifen(['refund', 'create', 'R1', '--refund-fen', '1', '--total-fen', '1'])).code,
    ).toBe(2);
    expect((await yifen(['refund', 'get', 'R20269999999999'])).code).toBe(1);
  });
});

describe('yifen bill download', () => {
  test('writes the file when its hash agrees, and says when there is none', async () => {
    const simulated = simulator.clock.nowMs();
    const beijingDay = new Date(simulated + 8 * 3_600_000).toISOString().slice(0, 10);
    await payOrder('T20260101000006', `${simulator.url}/nowhere`);
    await simulator.clock.advance(2 * 86_400_000);
    const { code, json } = await yifen([
      'bill',
      'download',
      beijingDay,
      '-o',
      'books/day.csv',
      '--json',
    ]);
    expect(code).toBe(0);
    const file = await readFile(join(folder, 'books', 'day.csv'));
    expect(json).toMatchObject({ bytes: file.length, sha1: hash('sha1', file) });
    expect(file.toString()).toContain('T20260101000006');
    const before = new Date(simulated - 10 * 86_400_000).toISOString().slice(0, 10);
    expect(await yifen(['bill', 'download', before, '--json'])).toMatchObject({
      code: 0,
      json: { file: null },
    });
  });

  test('a date that is none: exit code 2', async () => {
    expect((await yifen(['bill', 'download', 'yesterday'])).code).toBe(2);
    expect((await yifen(['bill', 'download', '2026-01-01', '--kind', 'tax'])).code).toBe(2);
  });
});
