/** A customer of the demo's shop, over the same API as the mini-program. */
import { createClient, fetchRequest, type Order, type Prepaid } from '@yifen/contract';

/** Where the customer shops. */
export interface Shop {
  readonly server: string;
  readonly simulator: string;
}

/** Buys one piece and pays; answers the order, and who it was. */
export async function buy(
  shop: Shop,
  productId: string,
): Promise<{ readonly order: Order; readonly openid: string }> {
  const request = fetchRequest(fetch);
  const { code, openid } = await post(shop, 'login-codes', {});
  const stranger = createClient({ baseUrl: shop.server, request });
  const { token } = await stranger.createSession(String(code));
  const client = createClient({ baseUrl: shop.server, request, token });
  const wish = { items: [{ productId, quantity: 1 }] };
  const order = await client.createOrder(wish, crypto.randomUUID());
  const { requestPayment } = await client.prepay(order.id);
  await pay(shop, String(openid), requestPayment);
  return { order: await client.order(order.id, { confirm: true }), openid: String(openid) };
}

/** Opens the cashier for a prepaid order and types the password. */
export async function pay(
  shop: Shop,
  openid: string,
  requestPayment: Prepaid['requestPayment'],
): Promise<void> {
  await post(shop, 'payments', { openid, ...requestPayment });
}

async function post(
  { simulator }: Shop,
  path: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${simulator}/_simulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

/** Plays a scenario of the desk to its end. */
export async function playScenario(desk: string, name: string): Promise<void> {
  const response = await fetch(`${desk}_desk/scenarios/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
}
