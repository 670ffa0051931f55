import type { Client, Prepaid } from '@yifen/contract';
import { persist, type Stage } from './actor.ts';
import { askServer } from './back-end.ts';
import { pay } from './pay.ts';
import { openSheet } from './pay-sheet.ts';

const SECOND = 1_000;

/** Another price is agreed on while the sheet with the first one stands open: then both may be paid. */
export async function haggle(
  stage: Stage,
  who: string,
  client: Client,
  first: Prepaid,
  openid: string,
): Promise<void> {
  const { scheduler, random } = stage;
  const { order } = first;
  const sheet = await openSheet(stage, `${who} at the first price`, openid, first);
  const amountFen = Math.max(1, order.amountFen - random.between(`haggles ${who}`, 1, 500));
  await persist(stage, `${who} haggles`, () =>
    askServer(stage, who, {
      method: 'POST',
      path: `/orders/${order.id}/amount`,
      body: { amountFen },
    }),
  );
  const second = await persist(stage, `${who} prepays anew`, () => client.prepay(order.id));
  const payments = [
    async () => void (await sheet?.choose('pay')),
    async () => {
      if (second) await pay(stage, `${who} at the second price`, second, openid);
    },
  ];
  if (random.chance(`first price first ${who}`, 0.3)) payments.reverse();
  for (const one of payments.reverse()) {
    await scheduler.wait(random.between(`thinks ${who}`, SECOND, 30 * SECOND), `${who} thinks`);
    await one();
  }
}
