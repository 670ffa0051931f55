import type { Client, Order, OrderRequest, PlacedOrder, Prepaid } from '@yifen/contract';
import { ProblemError } from '@yifen/contract';
import { type Actor, persist, type Stage } from './actor.ts';
import { haggle } from './haggle.ts';
import { pay } from './pay.ts';
import { openSheet } from './pay-sheet.ts';

/** The habits of payers; each run draws one for every payer. */
export const HABITS = [
  'plain',
  'double-tap',
  'two-devices',
  'last-second',
  'cancel-while-typing',
  'never-pays',
  'other-input',
  'haggles',
] as const;

/** One of {@link HABITS}. */
export type Habit = (typeof HABITS)[number];

const SECOND = 1_000;

/** Logs in, orders, pays or does not, and looks whether it is true. */
export const buy: Actor = async (stage, who) => {
  const { random, scheduler, wechat } = stage;
  const habit = random.pick(`habit ${who}`, HABITS);
  const { openid } = wechat.loginCode();
  const client = await logIn(stage, who, openid);
  if (client === null) return;
  const wish = drawWish(stage, who);
  const order = await placeOrder(stage, { who, openid, client, wish, habit });
  if (order === null) return;
  stage.board.orders.push(order.id);
  if (habit === 'other-input') await tryOtherInput(stage, who, client, wish);
  const prepaid =
    prepaidWith(stage, order) ??
    (await persist(stage, `${who} prepays`, () => client.prepay(order.id)));
  if (prepaid === null || habit === 'never-pays') return lookLater(stage, who, client, order);
  if (habit === 'cancel-while-typing') {
    await cancelWhileTyping(stage, who, client, prepaid, openid);
    return lookLater(stage, who, client, order);
  }
  if (habit === 'haggles') {
    await haggle(stage, who, client, prepaid, openid);
    return lookLater(stage, who, client, order);
  }
  const expiresInMs = Date.parse(order.expiresAt) - scheduler.nowMs();
  const thinkingMs =
    habit === 'last-second'
      ? expiresInMs + random.between(`last second ${who}`, -3 * SECOND, SECOND)
      : random.between(`thinking ${who}`, SECOND, 90 * SECOND);
  await scheduler.wait(Math.max(thinkingMs, 0), `${who} thinks`);
  await pay(stage, who, prepaid, openid);
  if (habit === 'two-devices') await payOnSecondDevice(stage, who, openid, order);
  await lookNow(stage, who, client, order);
  return lookLater(stage, who, client, order);
};

async function logIn(stage: Stage, who: string, openid: string): Promise<Client | null> {
  const session = await persist(stage, `${who} logs in`, () =>
    stage.client(who).createSession(stage.wechat.loginCode(openid).code),
  );
  return session && stage.client(who, session.token);
}

function keyOf(who: string): string {
  return `key-of-${who.replaceAll(' ', '-')}`;
}

function drawWish({ random }: Stage, who: string): OrderRequest {
  const productId = random.pick(`product ${who}`, ['tea', 'tea', 'cup', 'set']);
  return { items: [{ productId, quantity: random.between(`quantity ${who}`, 1, 3) }] };
}

/** A double tap sends the same order twice at once: both must get the same one. */
async function placeOrder(
  stage: Stage,
  buyer: {
    readonly who: string;
    readonly openid: string;
    readonly client: Client;
    readonly wish: OrderRequest;
    readonly habit: Habit;
  },
): Promise<PlacedOrder | null> {
  const { who, openid, client, wish, habit } = buyer;
  const key = keyOf(who);
  // Half of the front ends order and prepay by one request.
  const prepay = stage.random.pick(`one request ${who}`, [true, false]);
  const place = () =>
    persist(stage, `${who} orders`, async () => {
      const order = await client.createOrder({ ...wish, prepay }, key).catch((error: unknown) => {
        if (error instanceof ProblemError && error.code === 'product_unavailable')
          stage.reach.count('sold out');
        throw error;
      });
      stage.journal.created.push({
        merchantId: stage.merchantId,
        openid,
        idempotencyKey: key,
        input: JSON.stringify(wish),
        orderId: order.id,
        amountFen: order.amountFen,
      });
      return order;
    });
  if (habit !== 'double-tap') return place();
  const [first, second] = await Promise.all([place(), place()]);
  if (first && second) stage.reach.count('idempotent replay');
  return first ?? second;
}

/** What came with the order; null when it is prepaid by a request of its own. */
function prepaidWith({ reach }: Stage, placed: PlacedOrder): Prepaid | null {
  const { requestPayment, problem, ...order } = placed;
  if (problem) reach.count('ordered, and prepaid later');
  if (!requestPayment) return null;
  reach.count('ordered and prepaid at once');
  return { order, requestPayment };
}

async function tryOtherInput(
  stage: Stage,
  who: string,
  client: Client,
  wish: OrderRequest,
): Promise<void> {
  const other = { items: wish.items.map((item) => ({ ...item, quantity: item.quantity + 1 })) };
  const answer = await persist(stage, `${who} orders otherwise`, () =>
    client.createOrder(other, keyOf(who)).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.code !== 'idempotency_conflict') throw error;
      stage.reach.count('idempotency conflict');
      return null;
    }),
  );
  stage.journal.attacks.push({
    kind: 'key-with-other-input',
    note: who,
    succeeded: answer !== null,
  });
}

/** The password is being typed while the order is cancelled: the money may come after the close. */
async function cancelWhileTyping(
  stage: Stage,
  who: string,
  client: Client,
  prepaid: Prepaid,
  openid: string,
): Promise<void> {
  const { scheduler, random, reach } = stage;
  const sheet = await openSheet(stage, who, openid, prepaid);
  const typing = (async () => {
    await scheduler.wait(random.between(`typing ${who}`, 10, 2_000), `${who} types`);
    const errMsg = await sheet?.choose('pay');
    if (errMsg === 'requestPayment:ok') reach.count('closed while the password was typed');
  })();
  await persist(stage, `${who} cancels`, () => client.cancelOrder(prepaid.order.id));
  await typing;
}

async function payOnSecondDevice(
  stage: Stage,
  who: string,
  openid: string,
  order: Order,
): Promise<void> {
  const client = await logIn(stage, `${who}'s second device`, openid);
  const prepaid =
    client &&
    (await persist(stage, `${who} prepays again`, () => client.prepay(order.id)).catch(() => null));
  if (prepaid) await pay(stage, `${who} again`, prepaid, openid);
}

/** The page after the payment: it asks a few times, with the server asking WeChat. */
async function lookNow(stage: Stage, who: string, client: Client, order: Order): Promise<void> {
  for (let look = 0; look < 3; look += 1) {
    const now = await read(stage, who, client, order, true);
    if (now !== null && now.state !== 'payable') return;
    await stage.scheduler.wait(2 * SECOND, `${who} waits`);
  }
}

/** Comes back an hour later, and two days later. */
async function lookLater(stage: Stage, who: string, client: Client, order: Order): Promise<void> {
  for (const hours of [1, 24]) {
    await stage.scheduler.wait(hours * 3_600 * SECOND, `${who} comes back`);
    await read(stage, who, client, order, false);
  }
}

async function read(
  stage: Stage,
  who: string,
  client: Client,
  order: Order,
  confirm: boolean,
): Promise<Order | null> {
  let askedAtMs = 0;
  const now = await persist(stage, `${who} looks`, () => {
    askedAtMs = stage.scheduler.nowMs();
    return client.order(order.id, { confirm });
  });
  if (now === null) return null;
  stage.journal.reads.push({
    merchantId: stage.merchantId,
    orderId: order.id,
    state: now.state,
    askedAtMs,
    answeredAtMs: stage.scheduler.nowMs(),
  });
  return now;
}
