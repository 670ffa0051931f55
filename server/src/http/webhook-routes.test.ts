import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createOrder } from '../flows/create-order.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import type { Scope } from '../flows/scopes.ts';
import { createDeliveryLoop } from '../jobs/delivery-loop.ts';
import { createPollLoop } from '../jobs/poll-loop.ts';
import { signWebhook } from '../outbound/sign-webhook.ts';
import { createTestPorts, type TestPorts, testPayer } from '../testing/create-test-ports.ts';
import { answered } from '../testing/fake-outbound.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

const ENDPOINTS = '/v1/merchant/webhook-endpoints';
const HOOK = 'https://shop.example.com/hook';

let ports: TestPorts;
let app: HttpApp;
let key: string;

beforeEach(async () => {
  ports = await createTestPorts();
  app = await createHttpApp(houseOf(ports));
  key = await keyOf(['webhooks:read', 'webhooks:write', 'events:read']);
});

async function keyOf(scopes: readonly Scope[]): Promise<string> {
  const wish = { merchantId: 'default', name: 'shop', scopes, lifeSeconds: null };
  return (await createApiKey(ports, wish)).text;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

async function call(method: Method, url: string, body?: object, as = key) {
  const headers = { authorization: `Bearer ${as}` };
  const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  const json = answer.body === '' ? null : answer.json();
  return { status: answer.statusCode, json };
}

async function addEndpoint(changes: object = {}) {
  return (await call('POST', ENDPOINTS, { url: HOOK, ...changes })).json;
}

/** An order that was paid, announced and placed; what it was announced as. */
async function buy() {
  const items = [{ productId: 'tea', quantity: 1 }];
  const order = await createOrder(ports, { openid: 'oPayer', items, idempotencyKey: null });
  ports.platform.pay((await prepayOrder(ports, testPayer, order.id)).order);
  ports.advance(10_000);
  await createPollLoop(ports).tick();
  await ports.store.placeEvents({ merchantId: 'default', nowMs: ports.clock.nowMs(), limit: 100 });
  return order;
}

describe('webhook endpoints', () => {
  it('are added with a secret that is told once and lies sealed', async () => {
    const { status, json } = await call('POST', ENDPOINTS, {
      url: HOOK,
      description: '订单系统',
      eventTypes: ['order.paid'],
    });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.stringMatching(/^ep_[0-9A-Z]{20}$/),
      url: HOOK,
      description: '订单系统',
      eventTypes: ['order.paid'],
      enabled: true,
      disabledBecause: null,
      createdAt: '2023-11-14T22:13:20.000Z',
      secretsSigning: 1,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    const { secret, ...shown } = json;
    expect((await call('GET', `${ENDPOINTS}/${json.id}`)).json).toEqual(shown);
    expect((await call('GET', ENDPOINTS)).json).toEqual({ items: [shown], nextCursor: null });
    const kept = await ports.store.findEndpoint('default', json.id);
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6, 20));
    expect(JSON.stringify(ports.events)).not.toContain(secret.slice(6, 20));
  });

  it('are refused where nothing may be sent, with the reason, when added and when changed', async () => {
    const { id } = await addEndpoint();
    ports.outbound.problem = 'forbidden-address';
    const refused = {
      status: 400,
      json: { code: 'webhook_url_refused', urlProblem: 'forbidden-address' },
    };
    expect(await call('POST', ENDPOINTS, { url: HOOK })).toMatchObject(refused);
    const change = await call('PATCH', `${ENDPOINTS}/${id}`, { url: 'https://10.0.0.1/' });
    expect(change).toMatchObject(refused);
    expect(await call('PATCH', `${ENDPOINTS}/${id}`, { description: 'x' })).toMatchObject({
      status: 200,
    });
  });

  it('are twenty at most', async () => {
    for (let count = 0; count < 20; count += 1) await addEndpoint();
    expect(await call('POST', ENDPOINTS, { url: HOOK })).toMatchObject({
      status: 409,
      json: { code: 'webhook_endpoint_limit_reached' },
    });
  });

  it('are changed, disabled, enabled and deleted', async () => {
    const { id } = await addEndpoint();
    const url = `${ENDPOINTS}/${id}`;
    const changed = await call('PATCH', url, { eventTypes: ['refund.closed'], enabled: false });
    expect(changed.json).toMatchObject({
      eventTypes: ['refund.closed'],
      enabled: false,
      disabledBecause: 'asked',
    });
    expect((await call('PATCH', url, { enabled: true })).json).toMatchObject({
      enabled: true,
      disabledBecause: null,
    });
    expect((await call('DELETE', url)).status).toBe(204);
    const gone = { status: 404, json: { code: 'not_found' } };
    expect(await call('GET', url)).toMatchObject(gone);
    expect(await call('DELETE', url)).toMatchObject(gone);
    expect(await call('PATCH', url, { enabled: true })).toMatchObject(gone);
    expect(await call('POST', `${url}/test`)).toMatchObject(gone);
    expect(await call('POST', `${url}/resend`)).toMatchObject(gone);
  });

  it('get a new secret while the former goes on signing, four at once at most', async () => {
    const { id, secret } = await addEndpoint();
    const rotate = () => call('POST', `${ENDPOINTS}/${id}/rotate-secret`, {});
    const { json } = await rotate();
    expect(json).toMatchObject({ id, secretsSigning: 2 });
    expect(json.secret).not.toBe(secret);
    await rotate();
    await rotate();
    expect(await rotate()).toMatchObject({
      status: 409,
      json: { code: 'webhook_secret_limit_reached' },
    });
    ports.advance(24 * 3_600_000);
    expect(await rotate()).toMatchObject({ status: 200, json: { secretsSigning: 2 } });
  });

  it('are tested: a signed webhook goes out now, and its answer comes back', async () => {
    const { id, secret } = await addEndpoint();
    ports.outbound.receive = async () => answered(500, { answer: 'no such handler' });
    const { json } = await call('POST', `${ENDPOINTS}/${id}/test`, {});
    expect(json).toMatchObject({ status: 500, failure: null, answer: 'no such handler' });
    const [sent] = ports.outbound.sent;
    if (!sent) throw new Error('nothing was sent');
    const payload = new Webhook(secret).verify(sent.body, headersOf(sent));
    expect(payload).toMatchObject({ type: 'webhook.test', data: { endpointId: id } });
    expect(await ports.store.placeEvents({ merchantId: 'default', nowMs: 0, limit: 9 })).toBe(0);
  });

  it('refuse unknown fields, malformed types and endless lists', async () => {
    for (const wrong of [
      {},
      { url: HOOK, secret: 'whsec_mine' },
      { url: HOOK, eventTypes: ['Order.Paid'] },
      {
        url: HOOK,
        eventTypes: Array.from({ length: 33 }, (_, index) => `a.b${'c'.repeat(index)}`),
      },
      { url: 1 },
    ]) {
      expect((await call('POST', ENDPOINTS, wrong)).status).toBe(400);
    }
  });

  /** As the way out writes them, at the machine's own time: the judge looks at it. */
  function headersOf(sent: {
    readonly id: string;
    readonly body: string;
    readonly secrets: readonly string[];
  }) {
    const timestampSeconds = Math.floor(Date.now() / 1000);
    return {
      'webhook-id': sent.id,
      'webhook-timestamp': String(timestampSeconds),
      'webhook-signature': signWebhook({ ...sent, timestampSeconds }, sent.secrets),
    };
  }
});

describe('the feed of events', () => {
  it('pages through everything once, by type if wanted, and says where to go on', async () => {
    const orders = [await buy(), await buy(), await buy()];
    const first = await call('GET', '/v1/merchant/events?limit=2');
    expect(first.json).toMatchObject({
      items: orders
        .slice(0, 2)
        .map(({ id: orderId }) => ({ type: 'order.paid', data: { orderId } })),
      hasMore: true,
    });
    const second = await call('GET', `/v1/merchant/events?cursor=${first.json.nextCursor}`);
    expect(second.json).toMatchObject({ items: [{ data: { orderId: orders[2]?.id } }] });
    expect(second.json.hasMore).toBe(false);
    const { nextCursor } = second.json;
    const end = await call('GET', `/v1/merchant/events?cursor=${nextCursor}&type=order.paid`);
    expect(end.json).toEqual({ items: [], nextCursor, hasMore: false });
    const [event] = first.json.items;
    expect((await call('GET', `/v1/merchant/events/${event.id}`)).json).toEqual(event);
    expect((await call('GET', '/v1/merchant/events/other')).status).toBe(404);
  });

  it('tells an event as its webhook does', async () => {
    await addEndpoint();
    await buy();
    await createDeliveryLoop(ports).tick();
    const { json } = await call('GET', '/v1/merchant/events');
    expect(json.items).toEqual([JSON.parse(ports.outbound.sent[0]?.body ?? '')]);
  });
});

describe('deliveries', () => {
  it('are listed and read with their attempts, and sent again on request', async () => {
    const { id: endpointId } = await addEndpoint();
    const order = await buy();
    ports.outbound.receive = async () => answered(400, { answer: 'bad' });
    const loop = createDeliveryLoop(ports);
    await loop.tick();
    const list = `/v1/merchant/deliveries?endpointId=${endpointId}`;
    const { json } = await call('GET', list);
    expect(json).toEqual({
      items: [
        {
          id: expect.stringMatching(new RegExp(`^${endpointId}\\.\\d+$`)),
          endpointId,
          eventId: expect.any(String),
          eventType: 'order.paid',
          orderId: order.id,
          state: 'pending',
          attemptCount: 1,
          nextAttemptAt: expect.any(String),
          createdAt: expect.any(String),
          finishedAt: null,
          attempts: [
            {
              at: expect.any(String),
              durationMs: 0,
              status: 400,
              failure: null,
              answer: 'bad',
            },
          ],
        },
      ],
      nextCursor: null,
    });
    const [item] = json.items;
    expect((await call('GET', `/v1/merchant/deliveries/${item.id}`)).json).toEqual(item);
    ports.outbound.receive = async () => answered(204);
    const resent = await call('POST', `/v1/merchant/deliveries/${item.id}/resend`, {});
    expect(resent).toMatchObject({ status: 200, json: { state: 'pending' } });
    await loop.tick();
    expect((await call('GET', `${list}&state=delivered`)).json).toMatchObject({
      items: [{ id: item.id, attemptCount: 2 }],
    });
    expect((await call('GET', `${list}&state=pending`)).json.items).toEqual([]);
  });

  it('that an endpoint did not get while it was disabled are sent when that is asked for', async () => {
    const { id } = await addEndpoint();
    await call('PATCH', `${ENDPOINTS}/${id}`, { enabled: false });
    for (let count = 0; count < 3; count += 1) await buy();
    const loop = createDeliveryLoop(ports);
    await loop.tick();
    const resend = () => call('POST', `${ENDPOINTS}/${id}/resend`, {});
    const refused = { status: 409, json: { code: 'webhook_endpoint_disabled' } };
    expect(await resend()).toMatchObject(refused);
    const page = await call('GET', `/v1/merchant/deliveries?endpointId=${id}&limit=2`);
    expect(page.json.items).toMatchObject([{ state: 'exhausted' }, { state: 'exhausted' }]);
    const rest = `/v1/merchant/deliveries?endpointId=${id}&cursor=${page.json.nextCursor}`;
    expect((await call('GET', rest)).json.items).toHaveLength(1);
    await call('PATCH', `${ENDPOINTS}/${id}`, { enabled: true });
    expect((await resend()).json).toEqual({ count: 3 });
    await loop.tick();
    expect(ports.outbound.sent).toHaveLength(3);
  });

  it('of nobody are not found, whatever is asked', async () => {
    for (const id of ['x', 'ep_X.1', 'ep_X.0', 'ep_X.9999999999999999', 'ep_X', '..']) {
      for (const [method, url] of [
        ['GET', `/v1/merchant/deliveries/${id}`],
        ['POST', `/v1/merchant/deliveries/${id}/resend`],
      ] as const) {
        expect((await call(method, url)).status).toBe(404);
      }
    }
  });
});

describe('scopes', () => {
  it('keep a key that may only read from writing, and one of another kind from all of it', async () => {
    const reader = await keyOf(['webhooks:read']);
    const stranger = await keyOf(['orders:read']);
    expect((await call('GET', ENDPOINTS, undefined, reader)).status).toBe(200);
    expect((await call('POST', ENDPOINTS, { url: HOOK }, reader)).status).toBe(403);
    expect((await call('GET', '/v1/merchant/events', undefined, reader)).status).toBe(403);
    for (const url of [ENDPOINTS, '/v1/merchant/events', '/v1/merchant/deliveries?endpointId=x']) {
      expect((await call('GET', url, undefined, stranger)).status).toBe(403);
    }
  });
});
