import { beforeEach, expect, it } from 'vitest';
import { createApiKey } from '../flows/create-api-key.ts';
import { createOrder } from '../flows/create-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import type { Role } from '../flows/roles.ts';
import { rotateApiKey } from '../flows/rotate-api-key.ts';
import type { Scope } from '../flows/scopes.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { openConsole, type TestConsole } from '../testing/open-console.ts';
import { employ, openBrowser } from '../testing/sign-in.ts';

let desk: TestConsole;
let orderId: string;

beforeEach(async () => {
  desk = await openConsole('optional');
  const items = [{ productId: 'tea', quantity: 1 }];
  const wish = { openid: 'oPayer', items, idempotencyKey: null };
  const { order } = await preparePayment(desk.ports, await createOrder(desk.ports, wish));
  orderId = (await settlePayment(desk.ports, order, desk.ports.platform.pay(order))).order.id;
});

/** A browser of somebody new in this role, and a key of the same person. */
async function hire(name: string, role: Role) {
  const user = await employ(desk.house, { email: `${name}@example.com`, role });
  const scopes: readonly Scope[] = ['refunds:write', 'refunds:approve'];
  const holder = `user:${user.id}`;
  const wish = { merchantId: 'default', name, scopes, lifeSeconds: null, holder };
  const former = await createApiKey(desk.ports, wish);
  const { text } = await rotateApiKey(desk.ports, 'default', former.key.id, 0);
  const key = { authorization: `Bearer ${text}` };
  return { id: user.id, browser: await openBrowser(desk.house, user), key };
}

const ask = (headers: Record<string, string>) =>
  desk.send(
    'POST',
    `/v1/merchant/orders/${orderId}/refunds`,
    { ...headers, 'idempotency-key': 'k' },
    { amountFen: 12_800, reason: '不想要了' },
  );
const approve = (id: string, headers: Record<string, string>) =>
  desk.send('POST', `/v1/merchant/refunds/${id}/approve`, headers, {});

it('whoever asks for a refund approves it neither in the console nor by a key of his own', async () => {
  const owner = await hire('owner', 'owner');
  const finance = await hire('finance', 'finance');
  const asked = (await ask(owner.browser)).json();
  expect(asked.state).toBe('awaiting-approval');
  for (const headers of [owner.browser, owner.key]) {
    expect((await approve(asked.id, headers)).json().code).toBe('second_person_needed');
  }
  expect((await approve(asked.id, finance.browser)).json().state).not.toBe('awaiting-approval');
  const [line] = await desk.ports.store.listRefundEvents({ merchantId: 'default', id: asked.id });
  expect(line?.by).toBe(`user:${owner.id}`);
});

it('whoever asks by his key does not approve in the console', async () => {
  const owner = await hire('owner', 'owner');
  const asked = (await ask(owner.key)).json();
  expect((await approve(asked.id, owner.browser)).json().code).toBe('second_person_needed');
});

it('support asks, and does not approve what others ask for', async () => {
  const support = await hire('support', 'support');
  const finance = await hire('finance', 'finance');
  const asked = (await ask(finance.browser)).json();
  const refused = (await approve(asked.id, support.browser)).json();
  expect(refused).toMatchObject({ code: 'scope_missing', detail: 'refunds:approve' });
});
