import { type List, type MerchantOrder, ProblemError, type Refund } from '@yifen/contract';
import { type Actor, persist, type Stage } from './actor.ts';
import { askServer } from './back-end.ts';

const MINUTE_MS = 60_000;

/** A shop that gives money back: in parts, in races, above the limit with a second pair of eyes. */
export const refund: Actor = async (stage, who) => {
  const { random, scheduler } = stage;
  for (let round = 0; round < 3; round += 1) {
    const pauseMs = random.between(`pause ${who}`, 2 * MINUTE_MS, 10 * MINUTE_MS);
    await scheduler.wait(pauseMs, `${who} opens the books`);
    const paid = await persist(stage, `${who} lists`, () =>
      askServer<List<MerchantOrder>>(stage, who, { method: 'GET', path: '/orders?state=paid' }),
    );
    if (!paid || paid.items.length === 0) continue;
    const order = random.pick(`order ${who}`, paid.items);
    await Promise.all([
      giveBack(stage, `${who} left hand ${round}`, order),
      giveBack(stage, `${who} right hand ${round}`, order),
    ]);
    stage.reach.count('refund racing another');
  }
};

async function giveBack(stage: Stage, who: string, order: MerchantOrder): Promise<void> {
  const { random, journal, reach, merchantId } = stage;
  const share = random.pick(`share ${who}`, [0.3, 0.5, 0.7, 1]);
  const amountFen = Math.max(1, Math.floor(order.amountFen * share));
  const made = await persist(stage, `${who} gives back`, () =>
    askServer<Refund>(stage, who, {
      method: 'POST',
      path: `/orders/${order.id}/refunds`,
      body: { amountFen, reason: '顾客退货' },
      idempotencyKey: `refund-${who.replaceAll(' ', '-')}`,
    }).catch((error: unknown) => {
      const isTooMuch =
        error instanceof ProblemError && error.code === 'refund_amount_out_of_range';
      if (isTooMuch) reach.count('refund refused: more than was paid');
      throw isTooMuch ? new TooMuch() : error;
    }),
  ).catch((error: unknown) => {
    if (error instanceof TooMuch) return null;
    throw error;
  });
  if (!made) return;
  journal.refundsGranted.push({ merchantId, refundId: made.id, amountFen });
  if (made.state !== 'awaiting-approval') return;
  const verdict = random.pick(`verdict ${who}`, ['approve', 'approve', 'reject']);
  await persist(stage, `${who} is looked at`, () =>
    askServer(stage, who, {
      method: 'POST',
      path: `/refunds/${made.id}/${verdict}`,
      ...(verdict === 'reject' ? { body: { reason: '金额有误' } } : {}),
      as: 'second clerk',
    }),
  );
}

/** A refusal that was wanted. */
class TooMuch extends Error {
  override readonly name = 'TooMuch';
}
