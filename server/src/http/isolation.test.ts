import { beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../flows/create-api-key.ts';
import { revokeApiKey } from '../flows/revoke-api-key.ts';
import { SCOPES, type Scope } from '../flows/scopes.ts';
import { employ, openBrowser } from '../testing/sign-in.ts';
import { type Belongings, marker, openTwoShops, type TwoShops } from '../testing/two-shops.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';
import { type Route, routesOf } from './route-table.ts';

/** How a route is called; `thing` is what of A's its `:id` names. */
interface Row {
  readonly who: 'anybody' | 'payer' | 'key' | 'person';
  readonly thing?: keyof Belongings;
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A key or a token, or the headers of a browser. */
type Credential = string | Readonly<Record<string, string>>;

const key: Row = { who: 'key' };
const payer: Row = { who: 'payer' };
const person: Row = { who: 'person' };
const anybody: Row = { who: 'anybody' };
const reason = 'because';

/** Every route there is. A new one without its row fails a test. */
const rows: Readonly<Record<string, Row>> = {
  'GET /healthz': anybody,
  'GET /readyz': anybody,
  'GET /docs': anybody,
  'GET /docs/openapi.json': anybody,
  'POST /v1/sessions': { ...anybody, body: { loginCode: 'code' } },
  'POST /wechat/getOpenid': { ...anybody, body: { code: 'code' } },
  'POST /wechat/createOrder': {
    ...anybody,
    body: { openid: 'oMallory', total_fee: 1, description: 'x' },
  },
  'POST /onLogin': { ...anybody, body: { code: 'code' } },
  'POST /getPhoneNumber': { ...anybody, body: { sessionKey: 'x', encryptedData: 'x', iv: 'x' } },
  'POST /notify': anybody,
  'POST /v1/console/session': { ...anybody, body: { email: 'a@b.c', password: 'x' } },
  'POST /v1/console/invitations/read': { ...anybody, body: { token: 'x' } },
  'POST /v1/console/invitations/accept': { ...anybody, body: { token: 'x', password: 'x' } },
  'GET /v1/console/merchants': person,
  'POST /v1/console/merchants': {
    ...person,
    body: { id: 'new', name: 'x', mchid: '1900000109' },
  },
  'GET /v1/console/session': person,
  'POST /v1/console/session/code': { ...person, body: { code: '000000' } },
  'POST /v1/console/session/end': person,
  'POST /v1/console/session/totp': person,
  'POST /v1/console/session/totp/confirm': { ...person, body: { code: '000000' } },
  'POST /v1/console/session/recovery-codes': { ...person, body: { code: '000000' } },
  'POST /v1/console/session/password': {
    ...person,
    body: { password: 'x', newPassword: 'a long enough password' },
  },
  'POST /wechatpay/notifications/:merchant': anybody,
  'GET /wechat/messages/:merchant': anybody,
  'POST /wechat/messages/:merchant': anybody,
  'GET /wechat/messages/:merchant/:appid': anybody,
  'POST /wechat/messages/:merchant/:appid': anybody,

  'POST /v1/phone-number': { ...payer, body: { phoneCode: 'p' } },
  'GET /v1/products': payer,
  'POST /v1/orders': { ...payer, body: { items: [{ productId: 'tea', quantity: 1 }] } },
  'GET /v1/orders': payer,
  'GET /v1/orders/:id': { ...payer, thing: 'order', query: '?confirm=true' },
  'POST /v1/orders/:id/prepay': { ...payer, thing: 'openOrder', body: {} },
  'POST /v1/orders/:id/cancel': { ...payer, thing: 'openOrder', body: {} },
  'POST /v1/orders/:id/receipt': { ...payer, thing: 'order', body: {} },

  'GET /v1/merchant': key,
  'POST /v1/merchant/orders': {
    ...key,
    body: { openid: 'oPayer', amountFen: 1, description: 'x' },
  },
  'GET /v1/merchant/orders': key,
  'GET /v1/merchant/overview': {
    ...key,
    query: '?from=2023-11-14T00:00:00Z&to=2023-11-15T00:00:00Z',
  },
  'GET /v1/merchant/orders.csv': key,
  'GET /v1/merchant/orders/:id/evidence': { ...key, thing: 'order' },
  'GET /v1/merchant/orders/:id/timeline': { ...key, thing: 'order' },
  'GET /v1/merchant/orders/:id': { ...key, thing: 'order' },
  'POST /v1/merchant/orders/:id/prepay': { ...key, thing: 'openOrder', body: {} },
  'POST /v1/merchant/orders/:id/query': { ...key, thing: 'openOrder', body: {} },
  'POST /v1/merchant/orders/:id/close': { ...key, thing: 'openOrder', body: {} },
  'POST /v1/merchant/orders/:id/amount': { ...key, thing: 'openOrder', body: { amountFen: 1 } },
  'POST /v1/merchant/orders/:id/resolve': {
    ...key,
    thing: 'order',
    body: { as: 'closed', reason },
  },
  'POST /v1/merchant/orders/:id/refunds': {
    ...key,
    thing: 'order',
    body: { amountFen: 1, reason },
  },
  'POST /v1/merchant/orders/:id/shipment': {
    ...key,
    thing: 'order',
    body: { method: 'virtual', parcels: [{ itemDesc: 'x' }] },
  },
  'GET /v1/merchant/orders/:id/shipment': { ...key, thing: 'order' },
  'GET /v1/merchant/orders/:id/messages': { ...key, thing: 'order' },
  'POST /v1/merchant/shipments': {
    ...key,
    body: { orders: [{ id: 'x' }, { id: 'y' }], method: 'virtual' },
  },
  'GET /v1/merchant/refunds': key,
  'GET /v1/merchant/refunds/:id': { ...key, thing: 'refund' },
  'POST /v1/merchant/refunds/:id/approve': { ...key, thing: 'heldRefund', body: {} },
  'POST /v1/merchant/refunds/:id/reject': { ...key, thing: 'heldRefund', body: { reason } },
  'GET /v1/merchant/products': key,
  'POST /v1/merchant/products': { ...key, body: { id: 'new', name: 'x', priceFen: 1 } },
  'PATCH /v1/merchant/products/:id': { ...key, thing: 'product', body: { priceFen: 1 } },
  'POST /v1/merchant/webhook-endpoints': { ...key, body: { url: 'https://b.example/hooks' } },
  'GET /v1/merchant/webhook-endpoints': key,
  'GET /v1/merchant/webhook-endpoints/:id': { ...key, thing: 'endpoint' },
  'PATCH /v1/merchant/webhook-endpoints/:id': {
    ...key,
    thing: 'endpoint',
    body: { enabled: false },
  },
  'DELETE /v1/merchant/webhook-endpoints/:id': { ...key, thing: 'endpoint' },
  'POST /v1/merchant/webhook-endpoints/:id/rotate-secret': { ...key, thing: 'endpoint', body: {} },
  'POST /v1/merchant/webhook-endpoints/:id/test': { ...key, thing: 'endpoint', body: {} },
  'POST /v1/merchant/webhook-endpoints/:id/resend': { ...key, thing: 'endpoint', body: {} },
  'GET /v1/merchant/audit': key,
  'GET /v1/merchant/audit/verdict': key,
  'GET /v1/merchant/users': key,
  'POST /v1/merchant/users': { ...key, body: { email: 'x@b.c', name: 'x', role: 'support' } },
  'PATCH /v1/merchant/users/:id': { ...key, thing: 'user', body: { role: 'support' } },
  'POST /v1/merchant/users/:id/reset': { ...key, thing: 'user', body: {} },
  'GET /v1/merchant/keys': key,
  'POST /v1/merchant/keys': {
    ...key,
    body: { kind: 'apiv3-key', serial: 'next', text: 'x'.repeat(32) },
  },
  'DELETE /v1/merchant/keys/:kind/:serial': key,
  'GET /v1/merchant/api-keys': key,
  'POST /v1/merchant/api-keys': { ...key, body: { name: 'erp', scopes: ['events:read'] } },
  'POST /v1/merchant/api-keys/:id/rotate': { ...key, thing: 'apiKey', body: {} },
  'POST /v1/merchant/api-keys/:id/revoke': { ...key, thing: 'apiKey', body: { reason } },
  'GET /v1/merchant/events': key,
  'GET /v1/merchant/events/:id': { ...key, thing: 'event' },
  'GET /v1/merchant/deliveries': { ...key, query: '?endpointId=ENDPOINT' },
  'GET /v1/merchant/deliveries/:id': { ...key, thing: 'delivery' },
  'POST /v1/merchant/deliveries/:id/resend': { ...key, thing: 'delivery', body: {} },
  'GET /v1/merchant/bills/:day/:bill': key,
  'GET /v1/merchant/jobs': key,
  'POST /v1/merchant/jobs/:id/retry': { ...key, thing: 'job', body: {} },
  'GET /v1/merchant/settings': key,
  'PATCH /v1/merchant/settings': { ...key, body: { name: 'b' } },
  'GET /v1/merchant/mini-programs': key,
  'PATCH /v1/merchant/mini-programs/:appid': { ...key, body: { messagePush: { token: 'abc' } } },
  'POST /v1/merchant/mini-programs': {
    ...key,
    body: { appid: `wx${'0'.repeat(16)}`, secret: '0'.repeat(32) },
  },
  'POST /v1/merchant/check': { ...key, body: {} },
  'POST /v1/merchant/live-check': { ...key, body: { openid: 'oPayer' } },
  'GET /v1/merchant/reconciliations': key,
  'POST /v1/merchant/reconciliations/:day': key,
  'GET /v1/merchant/differences': key,
  'POST /v1/merchant/differences/:id/resolve': { ...key, thing: 'difference', body: { reason } },
};

let shops: TwoShops;
let app: HttpApp;
let untouched: string;
const keys = { b: '', expired: '', revoked: '' };
const limited = new Map<Scope, string>();
/** An owner of B's in the console. */
let browserOfB: Credential = {};

beforeAll(async () => {
  shops = await openTwoShops();
  app = await createHttpApp(shops.house, {
    maxPerAddressPerMinute: 1_000_000,
    maxPerKeyPerMinute: 1_000_000,
    maxPerSessionPerMinute: 1_000_000,
  });
  keys.b = (await newKey('other', SCOPES)).text;
  keys.expired = (await newKey('default', SCOPES, 60)).text;
  const revoked = await newKey('default', SCOPES);
  await revokeApiKey(shops.a, 'default', revoked.key.id);
  keys.revoked = revoked.text;
  for (const scope of SCOPES) limited.set(scope, (await newKey('default', [scope])).text);
  shops.a.advance(60_000);
  const place = { email: 'owner@b.example', merchantId: 'other', role: 'owner' } as const;
  browserOfB = await openBrowser(shops.house, await employ(shops.house, place));
  untouched = await shops.dump();
});

describe('the whole route table', () => {
  it('has a row for every route, and none for a route that there is not', () => {
    const names = routesOf(app).map(nameOf).sort();
    expect(Object.keys(rows).sort()).toEqual([...new Set(names)]);
    for (const route of routesOf(app)) {
      expect([nameOf(route), rows[nameOf(route)]?.who === 'key']).toEqual([
        nameOf(route),
        route.scope !== null,
      ]);
    }
  });

  it('I18 refuses who is nobody to it in one way, to the byte', async () => {
    const { alice, bob } = shops.tokens;
    for (const [route, row] of guarded()) {
      const strangers =
        row.who === 'key'
          ? [undefined, 'nobody', alice, keys.expired, keys.revoked, `${keys.b}x`]
          : [undefined, 'nobody', keys.b, keys.expired, `${bob}x`];
      const told = await Promise.all(strangers.map((bearer) => call(route, row, bearer)));
      const name = nameOf(route);
      expect([name, ...new Set(told.map(({ status }) => status))]).toEqual([name, 401]);
      expect([name, new Set(told.map(({ body }) => body)).size]).toEqual([name, 1]);
    }
    expect(await shops.dump()).toBe(untouched);
  });

  it('I18 lets a key do what its one scope says, and nothing else', async () => {
    for (const [route, row] of guarded()) {
      if (row.who !== 'key') continue;
      for (const [scope, bearer] of limited) {
        if (scope === route.scope) continue;
        const { status, body } = await call(route, row, bearer);
        expect([nameOf(route), scope, status]).toEqual([nameOf(route), scope, 403]);
        expect(body).toContain(`"detail":"${route.scope}"`);
      }
    }
    expect(await shops.dump()).toBe(untouched);
  });

  it('I18 shows what is not yours exactly as what is not there', async () => {
    const { bob, carol } = shops.tokens;
    for (const [route, row] of guarded()) {
      if (row.thing === undefined) continue;
      for (const bearer of row.who === 'key' ? [keys.b, browserOfB] : [bob, carol]) {
        const theirs = await call(route, row, bearer);
        const nothing = await call(route, row, bearer, { id: absent(row.thing) });
        expect([nameOf(route), theirs]).toEqual([nameOf(route), nothing]);
        expect([nameOf(route), theirs.status]).toEqual([nameOf(route), 404]);
      }
    }
    expect(await shops.dump()).toBe(untouched);
  });

  it("I18 tells nothing of A's to B, and changes nothing of A's for B", async () => {
    const { carol, bob } = shops.tokens;
    for (const route of routesOf(app)) {
      const row = rows[nameOf(route)] ?? anybody;
      const others =
        row.who === 'key'
          ? [keys.b, browserOfB]
          : row.who === 'payer'
            ? [carol]
            : row.who === 'person'
              ? [undefined, keys.b]
              : [undefined, bob];
      for (const bearer of others) {
        const { status, body } = await call(route, row, bearer);
        // The endpoints of the tutorials answer 500 to many things, as their front ends expect.
        const isFailure = status === 500 && row.who !== 'anybody';
        expect([nameOf(route), isFailure]).toEqual([nameOf(route), false]);
        expect([nameOf(route), body.toLowerCase().includes(marker.toLowerCase())]).toEqual([
          nameOf(route),
          false,
        ]);
      }
    }
    expect(await shops.dump()).toBe(untouched);
  });

  it('I17 takes no field that is not asked for, whoever sends it', async () => {
    const fields = {
      merchantId: 'default',
      mchid: '1',
      openidOf: 'o',
      notifyUrl: 'u',
      state: 'paid',
    };
    for (const [route, row] of guarded()) {
      if (row.body === undefined) continue;
      const bearer = row.who === 'key' ? keys.b : shops.tokens.bob;
      for (const [field, value] of Object.entries(fields)) {
        const body = { ...row.body, [field]: value };
        const { status } = await call(route, { ...row, body }, bearer);
        expect([nameOf(route), field, status]).toEqual([nameOf(route), field, 400]);
      }
    }
    expect(await shops.dump()).toBe(untouched);
  });
});

function guarded(): [Route, Row][] {
  return routesOf(app).flatMap((route): [Route, Row][] => {
    const row = rows[nameOf(route)];
    return row && (row.who === 'payer' || row.who === 'key') ? [[route, row]] : [];
  });
}

function nameOf({ method, url }: Route): string {
  return `${method} ${url}`;
}

/** An id of the same form, of nothing. */
function absent(thing: keyof Belongings): string {
  const id = shops.belongings[thing];
  return id.replace(/[0-9a-zA-Z](?=[^_]*$)/g, '0');
}

async function call(
  { method, url }: Route,
  row: Row,
  credential: Credential | undefined,
  changes: { readonly id?: string } = {},
): Promise<{ readonly status: number; readonly body: string }> {
  const id = changes.id ?? (row.thing ? shops.belongings[row.thing] : '');
  const path = url
    .replace(':id', encodeURIComponent(id))
    .replace(':merchant', 'default')
    .replace(':appid', 'wx0000000000000001')
    .replace(':day', '2023-11-14')
    .replace(':bill', 'trade')
    .replace(':kind', 'apiv3-key')
    .replace(':serial', 'current');
  const query = (row.query ?? '').replace('ENDPOINT', shops.belongings.endpoint);
  const answer = await app.inject({
    method: method as 'GET',
    url: path + query,
    headers: {
      'idempotency-key': 'k',
      ...(typeof credential === 'string' ? { authorization: `Bearer ${credential}` } : credential),
    },
    ...(row.body && { payload: row.body }),
  });
  const body = answer.body.replaceAll(String(answer.headers['x-request-id']), 'ID');
  return { status: answer.statusCode, body };
}

function newKey(merchantId: string, scopes: readonly Scope[], lifeSeconds: number | null = null) {
  return createApiKey(shops.a, { merchantId, name: 'erp', scopes, lifeSeconds });
}
