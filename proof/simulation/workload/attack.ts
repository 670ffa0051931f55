import { createSign } from 'node:crypto';
import type { Delivery } from '@yifen/simulator';
import { type Actor, persist, type Stage } from './actor.ts';

const MINUTE_MS = 60_000;

/** Replays, forges, adds fields, looks at what is another's: none of it may have an effect. */
export const attack: Actor = async (stage, who) => {
  const { random, scheduler } = stage;
  for (let round = 0; round < 4; round += 1) {
    await scheduler.wait(
      random.between(`lies in wait ${who}`, 1, 10 * MINUTE_MS),
      `${who} attacks`,
    );
    const act = random.pick(`attack ${who}`, [replay, forge, addFields, reachForOthers]);
    await act(stage, who);
  }
};

/** A genuine notification a second time, perhaps much later: believed once, or stale. */
async function replay(stage: Stage, who: string): Promise<void> {
  const delivery = pickDelivery(stage, who);
  if (delivery) await post(stage, who, delivery, delivery.body);
}

/** A genuine body under a signature of one's own, by a key that WeChat never had. */
async function forge(stage: Stage, who: string): Promise<void> {
  const delivery = pickDelivery(stage, who);
  if (!delivery) return;
  const timestamp = String(Math.floor(stage.scheduler.nowMs() / 1000));
  const nonce = 'n'.repeat(32);
  const text = `${timestamp}\n${nonce}\n${delivery.body}\n`;
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign(stage.wechat.merchant.merchantPrivateKey, 'base64');
  const headers = {
    ...delivery.headers,
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': signature,
  };
  const status = await post(stage, who, { ...delivery, headers }, delivery.body);
  const succeeded = status !== null && status < 300;
  stage.journal.attacks.push({ kind: 'forged-notification', note: who, succeeded });
}

/** A price of one's own. */
async function addFields(stage: Stage, who: string): Promise<void> {
  const token = await logIn(stage, who);
  if (token === null) return;
  const wish = {
    items: [{ productId: 'tea', quantity: 1, priceFen: 1 }],
    amountFen: 1,
    openid: 'o'.repeat(28),
    notifyUrl: 'https://evil.example.com',
  };
  const answer = await send(stage, who, 'POST', '/v1/orders', token, wish);
  if (answer === null) return;
  const succeeded = answer.status < 300;
  stage.journal.attacks.push({ kind: 'added-field', note: who, succeeded });
}

/** Where a payer may try to get at what is another's: the orders of other payers, and the merchant's side of them. */
const REACHES: readonly (readonly [method: 'GET' | 'POST', path: string, body?: object])[] = [
  ['GET', '/v1/orders/:id'],
  ['GET', '/v1/orders/:id?confirm=true'],
  ['POST', '/v1/orders/:id/prepay'],
  ['POST', '/v1/orders/:id/cancel'],
  ['POST', '/v1/orders/:id/receipt'],
  ['GET', '/v1/merchant/orders/:id'],
  ['GET', '/v1/merchant/orders/:id/evidence'],
  ['POST', '/v1/merchant/orders/:id/amount', { amountFen: 1 }],
  ['POST', '/v1/merchant/orders/:id/refunds', { amountFen: 1, reason: '退款' }],
];

/** Another's order, beside one that does not exist: the answers must be the same. */
async function reachForOthers(stage: Stage, who: string): Promise<void> {
  const { board, random, journal, reach } = stage;
  if (board.orders.length === 0) return;
  const token = await logIn(stage, who);
  if (token === null) return;
  const foreign = random.pick(`victim ${who}`, board.orders);
  const absent = '00000000-0000-4000-8000-000000000000';
  const [method, path, body] = random.pick(`reach ${who}`, REACHES);
  const ask = (id: string) => send(stage, who, method, path.replace(':id', id), token, body);
  const [theirs, nobodys] = [await ask(foreign), await ask(absent)];
  // An answer that says "later" says nothing about the order.
  if (theirs === null || nobodys === null || theirs.status >= 500 || nobodys.status >= 500) return;
  reach.count('foreign order refused');
  journal.attacks.push({
    kind: 'foreign-access',
    note: `${who} ${method} ${path}`,
    succeeded: theirs.status < 300,
    sameAsAbsent: withoutRequestId(theirs.text) === withoutRequestId(nobodys.text),
  });
}

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[^"]*"/, '').replaceAll(/[0-9a-f-]{36}/g, '');
}

async function logIn(stage: Stage, who: string): Promise<string | null> {
  const session = await persist(stage, `${who} logs in`, () =>
    stage.client(who).createSession(stage.wechat.loginCode().code),
  );
  return session?.token ?? null;
}

function pickDelivery({ board, random }: Stage, who: string): Delivery | null {
  const { deliveries } = board;
  return deliveries.length === 0 ? null : random.pick(`delivery ${who}`, deliveries);
}

async function post(stage: Stage, who: string, delivery: Delivery, body: string) {
  const { pathname } = new URL(delivery.url);
  const answer = await persist(stage, `${who} posts`, () =>
    stage.request(who, { method: 'POST', path: pathname, headers: delivery.headers, body }),
  );
  return answer?.status ?? null;
}

function send(
  stage: Stage,
  who: string,
  method: 'GET' | 'POST',
  path: string,
  token: string,
  body?: unknown,
) {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return persist(stage, `${who} sends`, () =>
    stage.request(who, { method, path, headers, ...text }),
  );
}
