import { createHash, randomBytes } from 'node:crypto';
import { createClient, fetchRequest } from '@yifen/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Administration, openAdministration } from '../open-administration.ts';
import { sealedColumns } from '../store/reseal-database.ts';
import { createSecrets } from '../system.ts';
import { type Payer, type Shop, startShop } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

/* Two merchants in one server: the environment's own, and a sub-merchant it serves as a partner. */

// Keys are seen within two seconds, several times in a row.
vi.setConfig({ testTimeout: 90_000 });

const [embedded] = testDatabases;
let database: TestDatabase;
let databaseUrl: string;
let shop: Shop;
let administration: Administration;
const pushToken = 'subMerchantsPushToken';
const refused: unknown[] = [];
const logged: string[] = [];

beforeAll(async () => {
  if (!embedded) throw new Error('no database');
  database = await embedded.start();
  databaseUrl = await database.create();
  shop = await startShop({
    databaseUrl,
    // Two payers buy without a pause for as long as the keys change.
    environment: { YIFEN_RATE_PER_ADDRESS: '1000000', YIFEN_RATE_PER_SESSION: '1000000' },
    onEvent: (name, fields) => {
      logged.push(JSON.stringify([name, fields]));
      if (name === 'notification.refused' || name === 'wechat.failed') refused.push([name, fields]);
    },
  });
  administration = await openAdministration({ ...shop.config, databaseUrl });
  const { merchant } = shop.simulator;
  await administration.createMerchant({
    id: 'sub',
    name: '特约商户',
    mchid: merchant.mchid,
    partner: { subMchid: merchant.subMerchant.mchid, spAppid: merchant.appid },
    choices: { orderLifeSeconds: 900 },
  });
  const { appid, appSecret: secret } = merchant.subMerchant;
  await administration.saveMiniProgram({ merchantId: 'sub', appid, secret });
  const keys = [
    ['merchant-key', merchant.merchantSerial, merchant.merchantPrivateKey],
    ['apiv3-key', 'current', merchant.apiV3Key],
    ['public-key', merchant.publicKeyId, merchant.publicKey],
  ] as const;
  const opened = shop.nextEvent('merchant.opened');
  for (const [kind, serial, text] of keys) {
    await administration.saveMerchantKey('sub', { kind, serial, text });
  }
  expect(await opened).toMatchObject({ merchantId: 'sub' });
  await shop.store.saveProducts('sub', shop.products);
});
afterAll(async () => {
  await administration?.close();
  await shop?.stop();
  await database?.stop();
});

describe("a partner's merchant", () => {
  it('is paid, asked about, refunded and closed as its sub-merchant', async () => {
    const payer = await logInAtSub();
    const paid = shop.nextEvent('order.paid');
    const { order, requestPayment } = await buy(payer);
    expect(order).toMatchObject({ state: 'payable', amountFen: 1 });
    const appid = shop.simulator.merchant.subMerchant.appid;
    const call = { openid: payer.openid, appid, ...requestPayment };
    expect((await shop.simulator.pay(call)).errMsg).toBe('requestPayment:ok');
    expect(await paid).toMatchObject({ source: 'notification', outTradeNo: order.outTradeNo });

    const kept = await shop.store.findOrderByNumber('sub', order.outTradeNo);
    expect(kept).toMatchObject({ mchid: shop.simulator.merchant.subMerchant.mchid, appid });
    if (!kept) throw new Error('no such order');
    expect(await shop.store.findOrderByNumber('default', order.outTradeNo)).toBeNull();
    const done = shop.nextEvent('refund.succeeded');
    const wish = { merchantId: 'sub', name: 'erp', scopes: ['refunds:write'], lifeSeconds: null };
    const { text: key } = await administration.createApiKey(wish);
    const refund = await fetch(`${shop.server.url}/v1/merchant/orders/${kept.id}/refunds`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': 'r1',
      },
      body: JSON.stringify({ amountFen: 1, reason: '退货' }),
    });
    expect(await refund.json()).toMatchObject({ state: 'processing', problem: null });
    // WeChat takes five minutes to bring a refund to its end.
    await shop.simulator.clock.advance(300_000);
    expect(await done).toMatchObject({ amountFen: 1 });

    const second = await buy(payer);
    expect(await payer.client.cancelOrder(second.order.id)).toMatchObject({ state: 'closed' });
    expect(shop.simulator.order(second.order.outTradeNo)?.closedAtMs).not.toBeNull();
  });

  it('I18 shares nothing with the other merchant', async () => {
    const [mine, theirs] = [await shop.logIn(), await logInAtSub()];
    const { order } = await buy(theirs);
    await expect(mine.client.order(order.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await mine.client.orders()).items).toEqual([]);
  });
});

describe('what follows a payment', () => {
  it('is chosen by each merchant for its mini-program, without a restart, and is its alone', async () => {
    const { simulator } = shop;
    const { appid } = simulator.merchant;
    await addTeaHouse();
    const opened = shop.nextEvent('merchant.opened');
    await administration.changeMiniProgram('tea', appid, {
      paidMessage: 'TEA_PAID,character_string1=outTradeNo,amount2=amount',
      orderPage: 'pages/detail/detail?id={id}',
      messageToken: pushToken,
    });
    await opened;
    const again = shop.nextEvent('merchant.opened');
    await administration.changeMerchant('tea', { choices: { shipping: 'virtual' } });
    await again;

    const theirs = await logInAt('tea', appid);
    const { order, requestPayment, templateIds } = await buy(theirs);
    expect(templateIds).toEqual(['TEA_PAID']);
    simulator.miniProgram.subscriptions.answer(theirs.openid, 'TEA_PAID', 'accept');
    const sent = shop.nextEvent('message.sent');
    await simulator.pay({ openid: theirs.openid, ...requestPayment });
    await sent;
    expect(simulator.miniProgram.subscriptions.sent().at(-1)).toMatchObject({
      openid: theirs.openid,
      templateId: 'TEA_PAID',
    });
    const kept = await shop.store.findOrderByNumber('tea', order.outTradeNo);
    expect(kept && (await shop.store.findShipment(kept))).toMatchObject({ method: 'virtual' });

    const mine = await shop.logIn();
    const bought = await buy(mine);
    expect(bought.templateIds).toBeUndefined();
    const paid = shop.nextEvent('order.paid', bought.order.outTradeNo);
    await simulator.pay({ openid: mine.openid, ...bought.requestPayment });
    await paid;
    const own = await shop.store.findOrderByNumber('default', bought.order.outTradeNo);
    expect(own && (await shop.store.findShipment(own))).toBeNull();

    // Signed with the tea house's token, about an order of the other merchant, and then about its own.
    const unknown = logged.length;
    expect(await pushOverdue('default', bought.order.outTradeNo)).toBe(404);
    expect(await pushOverdue(`tea/${appid}`, bought.order.outTradeNo)).toBe(200);
    expect(logged.slice(unknown).some((line) => line.includes('shipment.overdue'))).toBe(false);
    expect(await pushOverdue(`tea/${appid}`, order.outTradeNo)).toBe(200);
    expect(logged.slice(unknown).some((line) => line.includes('shipment.overdue'))).toBe(true);
  });

  it('is refused when it is not well formed, and nothing of it is repeated', async () => {
    const { appid } = shop.simulator.merchant.subMerchant;
    const change = (wish: Parameters<Administration['changeMiniProgram']>[2]) =>
      administration.changeMiniProgram('sub', appid, wish);
    for (const wish of [
      { messageToken: 'not a token' },
      { messageAesKey: 'S'.repeat(43) },
      { messageToken: 'subToken', messageAesKey: 'not a key' },
      { paidMessage: 'not a template' },
    ]) {
      await expect(change(wish)).rejects.toMatchObject({
        code: 'merchant_key_invalid',
        details: { keyProblem: expect.not.stringContaining('not a') },
      });
    }
    await expect(
      administration.changeMiniProgram('sub', `wx${'0'.repeat(16)}`, { orderPage: 'none' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('keys that change', () => {
  it('I19 lose no payment: certificate, APIv3 key, and WeChat’s own keys, while orders are paid', async () => {
    const { simulator } = shop;
    refused.length = 0;
    let isOver = false;
    let bought = 0;
    const payers = await Promise.all([shop.logIn(), shop.logIn()]);
    const load = Promise.all(
      payers.map(async (payer) => {
        while (!isOver) {
          const { order, requestPayment } = await buy(payer);
          const paid = shop.nextEvent('order.paid', order.outTradeNo);
          await simulator.pay({ openid: payer.openid, ...requestPayment });
          await paid;
          const { state } = await payer.client.order(order.id, { confirm: true });
          expect(state).toBe('paid');
          bought += 1;
        }
      }),
    );

    const before = simulator.merchant.merchantSerial;
    const issued = await simulator.keys.merchantCertificates.issue();
    if (!issued) throw new Error('no certificate');
    await change({
      kind: 'merchant-key',
      serial: issued.merchantSerial,
      text: issued.merchantPrivateKey,
    });
    // What was signed with the old one is answered by now: revoked, it signs nothing more.
    await Promise.race([load, more(() => bought)]);
    simulator.keys.merchantCertificates.change(before, 'revoked');
    await Promise.race([load, more(() => bought)]);

    const next = randomBytes(16).toString('hex');
    await change({ kind: 'apiv3-key', serial: 'next', text: next });
    simulator.keys.changeApiV3Key(next);
    await Promise.race([load, more(() => bought)]);

    const { platformSerial, platformCertificate } = simulator.keys.credentials();
    await change({
      kind: 'platform-certificate',
      serial: platformSerial,
      text: platformCertificate,
    });
    simulator.keys.change({ publicKeyPercent: 50 });
    await Promise.race([load, more(() => bought)]);
    isOver = true;
    await load;
    expect(refused).toEqual([]);
    simulator.keys.change({ publicKeyPercent: 100 });
  });

  it('a key that cannot be used is refused, and the merchant goes on with those it has', async () => {
    const wrong = { kind: 'merchant-key', serial: 'AB', text: 'not a key' } as const;
    await expect(administration.saveMerchantKey('default', wrong)).rejects.toMatchObject({
      code: 'merchant_key_invalid',
      details: { keyProblem: expect.not.stringContaining('not a key') },
    });
    await expect(
      administration.removeMerchantKey('sub', { kind: 'apiv3-key', serial: 'current' }),
    ).rejects.toMatchObject({ code: 'merchant_key_needed' });
  });

  it('a merchant that is taken out is gone, and comes back whole', async () => {
    const payer = await logInAtSub();
    const { order } = await buy(payer);
    await administration.changeMerchant('sub', { active: false });
    await until(() =>
      payer.client.order(order.id).then(
        () => false,
        () => true,
      ),
    );
    await expect(payer.client.order(order.id)).rejects.toMatchObject({ code: 'unauthorized' });
    await administration.changeMerchant('sub', { active: true });
    await until(() =>
      payer.client.order(order.id).then(
        () => true,
        () => false,
      ),
    );
  });
});

describe('secrets at rest', () => {
  it('I20 stand in no clear column and in no line of the log', async () => {
    const { merchant, keys } = shop.simulator;
    const secrets = [
      merchant.appSecret,
      merchant.subMerchant.appSecret,
      pushToken,
      ...keys.apiV3Keys(),
      pemBody(merchant.merchantPrivateKey),
      Buffer.from(shop.config.masterKey).toString('hex'),
      Buffer.from(shop.config.masterKey).toString('base64'),
    ];
    const text = await dump();
    expect(text).toContain('v1.');
    expect(text.length).toBeGreaterThan(5_000);
    for (const secret of secrets) {
      expect(text.includes(secret)).toBe(false);
      expect(logged.join('\n').includes(secret)).toBe(false);
    }
  });

  it('every sealed column is known to whoever reseals', async () => {
    const { rows } = await query(
      `select table_name, column_name from information_schema.columns
       where table_schema = 'public' and column_name ~ '(sealed|secret)' order by 1, 2`,
    );
    const names = sealedColumns.map(({ table, column }) => `${table}.${column}`).sort();
    expect(rows.map((row) => `${row.table_name}.${row.column_name}`)).toEqual(names);
  });

  it('go under another master key, all of them, beside a server that runs', async () => {
    const masterKey = randomBytes(32);
    const changed = await openAdministration({
      ...shop.config,
      databaseUrl,
      masterKey,
      otherMasterKeys: [shop.config.masterKey],
    });
    const blind = await openAdministration({ ...shop.config, databaseUrl, masterKey });
    expect((await blind.reseal()).resealed).toBe(0);
    expect((await blind.reseal()).unopened).toBeGreaterThan(3);
    const { resealed, unopened } = await changed.reseal();
    expect([resealed > 3, unopened]).toEqual([true, 0]);
    expect(await changed.reseal()).toEqual({ resealed: 0, unopened: 0 });
    const secrets = createSecrets(masterKey);
    for (const [sealed] of (await dump()).matchAll(/v1\.[0-9a-f]{8}\.[\w-]+/g)) {
      expect(() => secrets.open(sealed)).not.toThrow();
    }
    await changed.close();
    await blind.close();
    const { order, requestPayment } = await buy(await logInAtSub());
    expect([order.state, requestPayment.signType]).toEqual(['payable', 'RSA']);
  });
});

/** WeChat's reminder that an order is not shipped, in plain mode; answers the status. */
async function pushOverdue(path: string, outTradeNo: string): Promise<number> {
  const seconds = Math.floor(shop.clock.nowMs() / 1000);
  const signed = [pushToken, String(seconds), '7'].sort().join('');
  const signature = createHash('sha1').update(signed).digest('hex');
  const answer = await fetch(
    `${shop.server.url}/wechat/messages/${path}?timestamp=${seconds}&nonce=7&signature=${signature}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ToUserName: 'gh_1',
        FromUserName: 'oWeChat',
        CreateTime: seconds,
        MsgType: 'event',
        Event: 'trade_manage_remind_shipping',
        transaction_id: '42',
        merchant_id: shop.simulator.merchant.mchid,
        merchant_trade_no: outTradeNo,
        pay_time: seconds,
        msg: '',
      }),
    },
  );
  return answer.status;
}

/** Adds a key to both merchants, whose service provider is one, and waits until the server has it. */
async function change(wish: Parameters<Administration['saveMerchantKey']>[1]): Promise<void> {
  for (const merchantId of ['sub', 'default']) {
    const opened = shop.nextEvent('merchant.opened');
    await administration.saveMerchantKey(merchantId, wish);
    await opened;
  }
}

/** Resolves when three more were bought. */
async function more(count: () => number): Promise<void> {
  const wanted = count() + 3;
  await until(async () => count() >= wanted);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** A merchant that is kept, in the mini-program that the environment's has too. */
async function addTeaHouse(): Promise<void> {
  const { merchant } = shop.simulator;
  const { appid, appSecret: secret, mchid } = merchant;
  const wish = { id: 'tea', name: '茶馆', mchid, partner: null, choices: {} };
  await administration.createMerchant(wish);
  await administration.saveMiniProgram({ merchantId: 'tea', appid, secret });
  const keys = [
    ['merchant-key', merchant.merchantSerial, merchant.merchantPrivateKey],
    ['apiv3-key', 'current', merchant.apiV3Key],
    ['public-key', merchant.publicKeyId, merchant.publicKey],
  ] as const;
  const opened = shop.nextEvent('merchant.opened');
  for (const [kind, serial, text] of keys) {
    await administration.saveMerchantKey('tea', { kind, serial, text });
  }
  await opened;
  await shop.store.saveProducts('tea', shop.products);
}

function logInAtSub(): Promise<Payer> {
  return logInAt('sub', shop.simulator.merchant.subMerchant.appid);
}

async function logInAt(merchant: string, appid: string): Promise<Payer> {
  const { code, openid } = shop.simulator.loginCode(undefined, appid);
  const request = fetchRequest(fetch);
  const baseUrl = shop.server.url;
  const { token } = await createClient({ baseUrl, request }).createSession(code, {
    merchant,
    appid,
  });
  const client = createClient({ baseUrl, request, token });
  return { openid, token, client };
}

async function buy({ client }: Payer) {
  const wish = { items: [{ productId: 'tasting-1', quantity: 1 }] };
  const order = await client.createOrder(wish, randomBytes(8).toString('hex'));
  return client.prepay(order.id);
}

async function query(sql: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Every row of every table, as text; bytes as they are. */
async function dump(): Promise<string> {
  const { rows } = await query(
    `select table_name from information_schema.tables where table_schema = 'public'`,
  );
  const tables = await Promise.all(
    rows.map(({ table_name: table }) => query(`select t::text from "${table}" t`)),
  );
  return tables.flatMap((table) => table.rows.map((row) => row.t)).join('\n');
}

/** The middle of a PEM: what would be left of it in any other form. */
function pemBody(pem: string): string {
  return pem.split('\n')[3] ?? pem;
}
