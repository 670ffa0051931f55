import { beforeEach, expect, it } from 'vitest';
import { createApiKey } from '../flows/create-api-key.ts';
import { createOrder } from '../flows/create-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { SCOPES } from '../flows/scopes.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { openConsole, type TestConsole } from '../testing/open-console.ts';
import { employ, openBrowser } from '../testing/sign-in.ts';

const path = '/v1/merchant/api-keys';

let desk: TestConsole;
let owner: Record<string, string>;
let developer: Record<string, string>;

beforeEach(async () => {
  desk = await openConsole('optional');
  const place = (name: string) => `${name}@example.com`;
  const hired = await employ(desk.house, { email: place('owner'), role: 'owner' });
  owner = await openBrowser(desk.house, hired);
  const other = await employ(desk.house, { email: place('developer'), role: 'developer' });
  developer = await openBrowser(desk.house, other);
});

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
const events = async (text: string) =>
  (await desk.send('GET', '/v1/merchant/events', bearer(text))).statusCode;

async function make(headers: Record<string, string>, scopes: readonly string[]) {
  const wish = { name: 'erp', scopes, lifeSeconds: 3_600 };
  const answer = await desk.send('POST', path, headers, wish);
  return { status: answer.statusCode, body: answer.json() };
}

it('a key is told once, works until its time is up, and is listed without its text', async () => {
  const { status, body } = await make(owner, ['events:read']);
  expect([status, body.state, body.name]).toEqual([201, 'active', 'erp']);
  expect(await events(body.key)).toBe(200);
  const listed = await desk.send('GET', path, owner);
  expect(listed.json().items[0]).toMatchObject({ id: body.id, hint: body.key.slice(0, 9) });
  expect(listed.json().items[0].lastUsedAt).not.toBeNull();
  const audit = await desk.send('GET', '/v1/merchant/audit', owner);
  for (const { body: told } of [listed, audit]) expect(told).not.toContain(body.key.slice(0, 20));
  desk.ports.advance(3_600_000);
  expect(await events(body.key)).toBe(401);
  const again = await openBrowser(desk.house, { id: body.holder.slice('user:'.length) });
  expect((await desk.send('GET', path, again)).json().items[0].state).toBe('ended');
});

it('I18 nobody gets a key that may do more than he, neither a new one nor by rotation', async () => {
  const refused = await make(developer, ['events:read', 'refunds:write']);
  expect([refused.status, refused.body.code]).toEqual([403, 'scope_exceeded']);
  const all = (await make(owner, SCOPES)).body;
  const rotated = await desk.send('POST', `${path}/${all.id}/rotate`, developer, {});
  expect([rotated.statusCode, rotated.json().code]).toEqual([403, 'scope_exceeded']);
  const maker = (await make(developer, ['keys:write'])).body;
  const grown = await make(bearer(maker.key), ['keys:write', 'keys:read']);
  expect(grown.body.code).toBe('scope_exceeded');
  expect((await make(bearer(maker.key), ['keys:write'])).status).toBe(201);
});

it('after a rotation both keys work during the overlap, then the new one alone', async () => {
  const former = (await make(owner, ['events:read'])).body;
  const wish = { overlapSeconds: 600, lifeSeconds: null };
  const next = (await desk.send('POST', `${path}/${former.id}/rotate`, owner, wish)).json();
  expect(next).toMatchObject({ name: 'erp', scopes: ['events:read'], expiresAt: null });
  expect([await events(former.key), await events(next.key)]).toEqual([200, 200]);
  desk.ports.advance(600_000);
  expect([await events(former.key), await events(next.key)]).toEqual([401, 200]);
});

it('a key that was revoked is refused at once, and the audit log holds who did it and why', async () => {
  const { id, key } = (await make(owner, ['events:read'])).body;
  const silent = await desk.send('POST', `${path}/${id}/revoke`, developer, {});
  expect(silent.json().code).toBe('invalid_request');
  const reason = 'the laptop was lost';
  const ended = await desk.send('POST', `${path}/${id}/revoke`, developer, { reason });
  expect(ended.json()).toMatchObject({ id, state: 'ended' });
  expect(await events(key)).toBe(401);
  const audit = await desk.send('GET', '/v1/merchant/audit?order=newest&limit=1', owner);
  expect(audit.json().items[0]).toMatchObject({
    action: 'POST /v1/merchant/api-keys/:id/revoke',
    subject: id,
    details: { reason },
  });
});

it('whoever asks for a refund approves it by no key that he made, nor by one of others that he rotated', async () => {
  const items = [{ productId: 'tea', quantity: 1 }];
  const wish = { openid: 'oPayer', items, idempotencyKey: null };
  const { order } = await preparePayment(desk.ports, await createOrder(desk.ports, wish));
  const paid = (await settlePayment(desk.ports, order, desk.ports.platform.pay(order))).order;
  const refund = await desk.send(
    'POST',
    `/v1/merchant/orders/${paid.id}/refunds`,
    { ...owner, 'idempotency-key': 'k' },
    { amountFen: 12_800, reason: '不想要了' },
  );
  const own = (await make(owner, ['refunds:approve'])).body;
  const system = await createApiKey(desk.ports, {
    merchantId: 'default',
    name: 'system',
    scopes: ['refunds:approve'],
    lifeSeconds: null,
  });
  const taken = await desk.send('POST', `${path}/${system.key.id}/rotate`, owner, {});
  for (const { key } of [own, taken.json()]) {
    const url = `/v1/merchant/refunds/${refund.json().id}/approve`;
    const answer = await desk.send('POST', url, bearer(key), {});
    expect(answer.json().code).toBe('second_person_needed');
  }
});

it('whose role is changed to one that may do less loses the keys that may do more, and no others', async () => {
  const [wide, narrow] = [
    (await make(developer, ['events:read', 'webhooks:write'])).body,
    (await make(developer, ['events:read'])).body,
  ];
  const id = wide.holder.slice('user:'.length);
  await desk.send('PATCH', `/v1/merchant/users/${id}`, owner, { role: 'read-only' });
  expect([await events(wide.key), await events(narrow.key)]).toEqual([401, 200]);
  await desk.send('PATCH', `/v1/merchant/users/${id}`, owner, { state: 'disabled' });
  expect(await events(narrow.key)).toBe(401);
});
