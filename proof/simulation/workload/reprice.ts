import type { List, MerchantOrder } from '@yifen/contract';
import { type Actor, persist } from './actor.ts';
import { askServer } from './back-end.ts';

const MINUTE_MS = 60_000;

/** A shop that changes the price of an order while its payer may be paying: two numbers, money under both. */
export const reprice: Actor = async (stage, who) => {
  const { random, scheduler } = stage;
  for (let round = 0; round < 4; round += 1) {
    await scheduler.wait(random.between(`pause ${who}`, 5_000, 6 * MINUTE_MS), `${who} haggles`);
    const open = await persist(stage, `${who} lists`, () =>
      askServer<List<MerchantOrder>>(stage, who, { method: 'GET', path: '/orders?state=payable' }),
    );
    if (!open || open.items.length === 0) continue;
    const order = random.pick(`order ${who}`, open.items);
    const amountFen = order.amountFen + random.between(`difference ${who}`, 1, 500);
    await persist(stage, `${who} reprices`, () =>
      askServer(stage, who, {
        method: 'POST',
        path: `/orders/${order.id}/amount`,
        body: { amountFen },
      }),
    );
  }
};
