import type { Prepaid } from '@yifen/contract';
import type { PayerChoice } from '@yifen/simulator';
import type { Stage } from './actor.ts';

/** A pay sheet that stands open on a phone; what is done at it comes later. */
export interface PaySheet {
  /** Says what the page is told, e.g. `requestPayment:ok`; null: it is told nothing. */
  choose(choice: PayerChoice): Promise<string | null>;
}

/** Opens the sheet; null when WeChat refuses to. */
export async function openSheet(
  stage: Stage,
  who: string,
  openid: string,
  { requestPayment }: Prepaid,
): Promise<PaySheet | null> {
  const opened = await ask<{ cashierId?: string }>(stage, 'cashiers', {
    openid,
    ...requestPayment,
  });
  const { cashierId } = opened;
  if (cashierId === undefined) return null;
  return Object.freeze({
    async choose(choice: PayerChoice) {
      const { faults } = stage.wechat;
      // The password was begun before the order was closed: the bank takes the money all the same.
      const late = stage.faults.strikes('payment-late', who) && faults.add('payment.after-close');
      const { errMsg } = await ask<{ errMsg: string | null }>(
        stage,
        `cashiers/${cashierId}/choice`,
        { choice },
      );
      if (late) faults.clear(late.id);
      return errMsg;
    },
  });
}

async function ask<T>({ wechat }: Stage, path: string, body: object): Promise<T> {
  const answer = await wechat.inject({
    method: 'POST',
    url: `/_simulator/${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`the cashier answers ${answer.status} ${answer.body}`);
  }
  return JSON.parse(answer.body) as T;
}
