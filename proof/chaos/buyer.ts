import { type Client, createClient, type Order, type Prepaid, ProblemError } from '@yifen/contract';
import type { PayerChoice } from '@yifen/simulator';
import { count } from './journal.ts';
import type { Market } from './market.ts';

/** A payer who logged in. */
export interface Payer {
  readonly openid: string;
  readonly client: Client;
}

/** What payers do, as often as it stands here. */
const HABITS = [
  'pays',
  'pays',
  'pays',
  'pays',
  'pays',
  'pays',
  'pays and cancels at once',
  'cancels',
  'never pays',
  'taps twice',
  'sends other input',
] as const;

/** What the sheet sees; a phone that dies after the password has paid all the same. */
const CHOICES: readonly PayerChoice[] = [
  'pay',
  'pay',
  'pay',
  'pay',
  'pay-then-kill',
  'pay-but-cancel',
];

/** Logs a payer in. */
export async function logIn(market: Market): Promise<Payer | null> {
  const { baseUrl, request } = market;
  return market.persist('log in', async () => {
    const { code, openid } = market.wechat.loginCode();
    const { token } = await createClient({ baseUrl, request }).createSession(code);
    market.canaries.add(token);
    return { openid, client: createClient({ baseUrl, request, token }) };
  });
}

/** One purchase from the basket to the look at the result, whatever breaks meanwhile. */
export async function buy(market: Market, payer: Payer, number: number): Promise<void> {
  const { random, journal, persist } = market;
  const habit = random.pick(HABITS);
  const order = await placeOrder(market, payer, `order-${number}`, habit);
  if (order === null) return;
  const prepaid = await persist('prepay', () => payer.client.prepay(order.id));
  if (prepaid === null || habit === 'never pays') return;
  if (habit === 'cancels' || habit === 'pays and cancels at once') {
    const cancelled = persist('cancel', () => payer.client.cancelOrder(order.id));
    if (habit === 'pays and cancels at once') await pay(market, payer, prepaid);
    await cancelled;
  } else await pay(market, payer, prepaid);
  await look(market, payer, order);
  if (random.chance(0.12)) await giveBack(market, order);
  count(journal, 'purchases');
}

async function placeOrder(
  market: Market,
  payer: Payer,
  key: string,
  habit: (typeof HABITS)[number],
): Promise<Order | null> {
  const { random, journal, persist } = market;
  const quantity = random.between(1, 4);
  const wish = { items: [{ productId: random.pick(market.productIds), quantity }] };
  const place = () =>
    persist('create', async () => {
      const order = await payer.client.createOrder(wish, key);
      journal.created.push({
        merchantId: 'default',
        openid: payer.openid,
        idempotencyKey: key,
        input: JSON.stringify(wish),
        orderId: order.id,
        amountFen: order.amountFen,
      });
      return order;
    });
  const [order] = await Promise.all([place(), ...(habit === 'taps twice' ? [place()] : [])]);
  if (order !== undefined && order !== null && habit === 'sends other input') {
    const other = { items: wish.items.map((item) => ({ ...item, quantity: quantity + 1 })) };
    const taken = await persist('create otherwise', () => payer.client.createOrder(other, key));
    const note = `${key} took ${taken?.id}`;
    journal.attacks.push({ kind: 'key-with-other-input', note, succeeded: taken !== null });
  }
  return order ?? null;
}

async function pay(market: Market, { openid }: Payer, prepaid: Prepaid): Promise<void> {
  const { errMsg } = await market.wechat.pay(
    { openid, ...prepaid.requestPayment },
    market.random.pick(CHOICES),
  );
  count(
    market.journal,
    errMsg?.endsWith(':ok') ? 'payments that said ok' : 'payments that said no',
  );
}

/** Looks a few times, as the mini-program does; a read is remembered with what it said. */
async function look(market: Market, payer: Payer, order: Order): Promise<void> {
  const { journal, persist, nowMs } = market;
  for (const waitMs of [50, 200, 1_000, 2_000]) {
    await market.wait(waitMs);
    const askedAtMs = nowMs();
    const seen = await persist('read', () => payer.client.order(order.id), 1);
    if (seen === null) continue;
    const { state } = seen;
    const answeredAtMs = nowMs();
    journal.reads.push({
      merchantId: 'default',
      orderId: order.id,
      state,
      askedAtMs,
      answeredAtMs,
    });
    if (state !== 'payable' && state !== 'created' && state !== 'closing') return;
  }
}

/** Part of it, twice at once: together they may be more than was paid. */
async function giveBack(market: Market, order: Order): Promise<void> {
  const { backEnd, random } = market;
  if (backEnd === null) return;
  const amountFen = Math.max(1, Math.floor(order.amountFen * random.pick([0.3, 0.6, 1])));
  const key = `refund-${order.id}`;
  await Promise.all([
    backEnd.refund(order, amountFen, `${key}-a`),
    ...(random.chance(0.3) ? [backEnd.refund(order, amountFen, `${key}-b`)] : []),
    ...(random.chance(0.3) ? [backEnd.refund(order, amountFen, `${key}-a`)] : []),
  ]);
}

/** Is it a no that stays a no, however often one asks? */
export function isFinal(error: unknown): boolean {
  return (
    error instanceof ProblemError && error.status >= 400 && error.status < 500 && !isBusy(error)
  );
}

function isBusy({ status, code }: ProblemError): boolean {
  return status === 408 || status === 429 || code === 'order_busy';
}
