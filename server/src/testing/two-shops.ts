import { createCredentials } from '../create-credentials.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { createOrder } from '../flows/create-order.ts';
import { logIn } from '../flows/log-in.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { deliveryId } from '../flows/resend-deliveries.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { beijingDayOf } from '../ledger/beijing-day.ts';
import type { ApiKey, House, Merchants, Order, Ports } from '../ports.ts';
import { problemOfKey } from '../problem-of-key.ts';
import { createTestPorts, type TestPorts } from './create-test-ports.ts';
import { createFakePlatform, type FakePlatform } from './fake-platform.ts';
import { employ } from './sign-in.ts';

/** Everything of merchant A that others must neither read nor change, by name. */
export interface Belongings {
  /** Paid by Alice. */
  readonly order: string;
  /** Of Alice, to be paid. */
  readonly openOrder: string;
  readonly refund: string;
  /** Awaits approval. */
  readonly heldRefund: string;
  readonly product: string;
  readonly endpoint: string;
  readonly event: string;
  readonly delivery: string;
  readonly difference: string;
  /** To ask WeChat about the refund. */
  readonly job: string;
  readonly apiKey: string;
  /** An owner, called by the marker. */
  readonly user: string;
}

/** Two merchants in one house, the first of whom has something of everything. */
export interface TwoShops {
  readonly house: House;
  readonly a: TestPorts;
  readonly b: Ports & { readonly platform: FakePlatform };
  readonly belongings: Belongings;
  /** Session tokens: Alice and Bob at A, Carol at B. */
  readonly tokens: { readonly alice: string; readonly bob: string; readonly carol: string };
  /** All that is kept of A, as text. */
  dump(): Promise<string>;
}

/** The text that stands in everything of A's and must reach nobody else. */
export const marker = 'aMarker';

/** Opens them. */
export async function openTwoShops(): Promise<TwoShops> {
  const a = await createTestPorts();
  const platform = createFakePlatform();
  const settings = { ...a.settings, merchantId: 'other', mchid: '1900000002', appid: 'wxB' };
  const b = { ...a, platform, settings };
  const { store, clock, random, secrets, log } = a;
  const house: House = {
    merchants: merchantsOf(a, b),
    store,
    clock,
    random,
    secrets,
    log,
    credentials: createCredentials({ memoryKib: 64, passes: 1 }),
    console: { totp: 'optional', origin: 'https://pay.example.com' },
  };

  await store.saveProducts('default', [
    {
      id: `${marker}-tea`,
      name: `${marker} tea`,
      description: '',
      priceFen: 20_000,
      stock: 9,
      imageUrl: null,
      active: true,
    },
  ]);
  const endpoint = await createEndpoint(a, {
    url: `https://${marker.toLowerCase()}.example/hooks`,
    description: marker,
    eventTypes: [],
  });
  const { token: alice } = await logIn(a, `${marker}Alice`);
  const { token: bob } = await logIn(a, 'bob');
  const { token: carol } = await logIn(b, 'carol');
  const openOrder = await order(a);
  const paidOrder = await order(a);
  const paid = (await settlePayment(a, paidOrder, a.platform.pay(paidOrder))).order;
  const actor = { id: `key:${marker}` };
  const wish = { reason: marker, idempotencyKey: null };
  const refund = await requestRefund(a, actor, paid.id, { ...wish, amountFen: 1 });
  const held = await requestRefund(a, actor, paid.id, { ...wish, amountFen: 15_000 });
  const event = await placeEvents(a);
  const apiKey = await createApiKey(a, {
    merchantId: 'default',
    name: marker,
    scopes: ['events:read'],
    lifeSeconds: null,
  });
  const [delivery] = await store.listDeliveries({
    merchantId: 'default',
    endpointId: endpoint.endpoint.id,
    state: null,
    before: null,
    limit: 1,
  });
  if (!delivery) throw new Error('nothing is to be delivered');
  return {
    house,
    a,
    b,
    tokens: { alice, bob, carol },
    belongings: {
      order: paid.id,
      openOrder: openOrder.id,
      refund: refund.id,
      heldRefund: held.id,
      product: `${marker}-tea`,
      endpoint: endpoint.endpoint.id,
      event,
      delivery: deliveryId(delivery),
      difference: await findDifference(a),
      job: `refund-poll:${refund.id}`,
      apiKey: apiKey.key.id,
      user: (await employ(house, { email: `${marker.toLowerCase()}@a.example`, role: 'owner' })).id,
    },
    dump: () => dump(a),
  };
}

function merchantsOf(a: Ports, b: Ports): Merchants {
  const all = [a, b];
  return {
    defaultId: 'default',
    find: async (id, appid) =>
      all.find(
        ({ settings }) =>
          settings.merchantId === id && (appid === undefined || settings.appid === appid),
      ) ?? null,
    findByAppid: async (appid) => all.find(({ settings }) => settings.appid === appid) ?? null,
    problemOf: problemOfKey,
    list: async () => all,
  };
}

async function order(ports: Ports): Promise<Order> {
  const items = [{ productId: `${marker}-tea`, quantity: 1 }];
  const openid = `o${marker}Alice`;
  const placed = await createOrder(ports, { openid, items, idempotencyKey: null });
  return (await preparePayment(ports, placed)).order;
}

async function placeEvents({ store, clock }: Ports): Promise<string> {
  await store.placeEvents({ merchantId: 'default', nowMs: clock.nowMs(), limit: 100 });
  const page = { merchantId: 'default', after: 0, limit: 1, type: null };
  return (await store.listEvents(page)).items[0]?.id ?? '';
}

async function findDifference({ store, clock, random }: Ports): Promise<string> {
  const nowMs = clock.nowMs();
  const key = { merchantId: 'default', day: beijingDayOf(nowMs), bill: 'trade' as const };
  const run = await store.takeReconciliation(key, nowMs + 60_000);
  const id = random.uuid();
  await store.finishReconciliation(run, {
    finishedAtMs: nowMs,
    file: { sha1: 'a'.repeat(40), bytes: 1 },
    totals: { rows: 1, netFen: 1, feeFen: 0, otherRows: 0, otherFen: 0 },
    differences: [
      {
        id,
        kind: 'amount-differs',
        reference: marker,
        outTradeNo: marker,
        transactionId: null,
        outRefundNo: null,
        oursFen: 1,
        billFen: 2,
        ourState: 'paid',
        billState: null,
        note: marker,
        healed: false,
      },
    ],
    outbox: [],
  });
  return id;
}

async function dump({ store }: TestPorts): Promise<string> {
  const page = { cursor: null, limit: 100 };
  const anything = { state: null, openid: null, fromMs: null, toMs: null };
  const orders = await store.searchOrders('default', anything, page);
  return JSON.stringify([
    orders,
    await Promise.all(orders.items.map((each) => store.listOrderEvents(each))),
    await store.searchRefunds('default', { state: null }, page),
    await store.listAllProducts('default'),
    await store.listEndpoints('default'),
    await store.listDifferences('default', { ...page, state: null, day: null }),
    await store.listReconciliations('default', { before: null, limit: 100 }),
    await store.listPeople('default', page),
    keysOf(await store.listApiKeys('default')),
  ]);
}

/** Without when they were used: that changes with each request. */
function keysOf(keys: readonly ApiKey[]) {
  return keys.map(({ lastUsedAtMs: _, ...key }) => key);
}
