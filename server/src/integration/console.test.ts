import { createMerchantClient, fetchRequest, type MerchantClient } from '@yifen/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES } from '../flows/scopes.ts';
import { openAdministration } from '../open-administration.ts';
import { order, type Shop, startShop } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

/* What a console asks, by the contract's own client, of a whole server on a database with WeChat beside it. */

const [embedded] = testDatabases;
let database: TestDatabase;
let shop: Shop;
let client: MerchantClient;
let authorization: string;

beforeAll(async () => {
  if (!embedded) throw new Error('no database');
  database = await embedded.start();
  const databaseUrl = await database.create();
  shop = await startShop({ databaseUrl });
  const administration = await openAdministration({ ...shop.config, databaseUrl });
  const made = await administration.createApiKey({
    merchantId: 'default',
    name: 'console',
    scopes: SCOPES,
    lifeSeconds: null,
  });
  await administration.close();
  authorization = `Bearer ${made.text}`;
  const request = fetchRequest(fetch);
  client = createMerchantClient({ baseUrl: shop.server.url, request, key: made.text });
});
afterAll(async () => {
  await shop?.stop();
  await database?.stop();
});

const fetchText = async (path: string) =>
  (await fetch(`${shop.server.url}${path}`, { headers: { authorization } })).text();

it('a purchase shows in the overview, on its line of time, in the file and in the stream', async () => {
  const ended = new AbortController();
  const { signal } = ended;
  const url = `${shop.server.url}${client.livePath()}`;
  const live = await fetch(url, { headers: { authorization }, signal });
  const payer = await shop.logIn();
  const prepaid = await order(payer);
  const paid = shop.nextEvent('order.paid', prepaid.order.outTradeNo);
  await shop.simulator.pay({ openid: payer.openid, ...prepaid.requestPayment });
  await paid;

  const heard: string[] = [];
  const decoder = new TextDecoder();
  for await (const piece of live.body ?? []) {
    heard.push(decoder.decode(piece, { stream: true }));
    if (heard.join('').includes('"order.paid"')) break;
  }
  ended.abort();
  expect(heard.join('')).toContain(prepaid.order.id);

  const hourMs = 3_600_000;
  const toMs = Math.ceil((Date.now() + 1) / hourMs) * hourMs;
  const from = new Date(toMs - 24 * hourMs).toISOString();
  const to = new Date(toMs).toISOString();
  const overview = await client.overview({ from, to });
  expect(overview.totals).toMatchObject({ created: 1, prepaid: 1, paid: 1, payments: 1 });
  expect(overview.totals.paidFen).toBe(prepaid.order.amountFen);
  expect(overview.now.notificationLagMs).toBeLessThan(60_000);

  const { items } = await client.timeline(prepaid.order.id);
  expect(items.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
    expect.arrayContaining(['order create', 'order pay', 'evidence notification']),
  );
  const [notified] = (await client.evidence(prepaid.order.id)).items;
  expect(JSON.parse(notified?.body ?? '{}')).toMatchObject({ event_type: 'TRANSACTION.SUCCESS' });
  const csv = await fetchText(client.ordersCsvPath({ state: ['paid', 'disputed'] }));
  expect(csv).toContain(prepaid.order.outTradeNo);
  expect((await client.orders({ minAmountFen: prepaid.order.amountFen })).items).toHaveLength(1);
  expect((await client.orders({ maxAmountFen: 1 })).items).toEqual([]);
});

it('the set-up of the demo’s merchant is found to be right, and a fen goes the whole way', async () => {
  const { items } = await client.check();
  const failed = items.filter(({ outcome }) => outcome === 'failed');
  expect(failed).toEqual([]);
  const ok = items.filter(({ outcome }) => outcome === 'ok').map(({ step }) => step);
  expect(ok).toEqual(['merchant-key', 'apiv3-key', 'binding', 'mini-program']);
  expect(await client.settings()).toMatchObject({ isSimulated: true, origin: 'environment' });

  const payer = await shop.logIn();
  const begun = await client.liveCheck({ openid: payer.openid });
  expect(begun.items).toEqual([expect.objectContaining({ step: 'prepay', outcome: 'ok' })]);
  const { requestPayment } = await payer.client.prepay(begun.order.id);
  const paid = shop.nextEvent('order.paid', begun.order.outTradeNo);
  await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
  await paid;
  expect(await client.order(begun.order.id)).toMatchObject({ state: 'paid', amountFen: 1 });
});

it('what is chosen is followed within seconds, and jobs are those of the loops', async () => {
  const opened = shop.nextEvent('merchant.opened');
  await client.changeSettings({ orderLifeSeconds: 600 });
  await opened;
  const payer = await shop.logIn();
  const { order: placed } = await order(payer);
  expect(Date.parse(placed.expiresAt) - Date.parse(placed.createdAt)).toBe(600_000);
  const { items } = await client.jobs({ kind: 'order-poll' });
  expect(items.map(({ subject }) => subject)).toContain(placed.outTradeNo);
});
