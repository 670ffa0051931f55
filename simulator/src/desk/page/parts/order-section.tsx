import type { JSX } from 'preact';
import { yuan } from '../format.ts';
import { useSay } from '../language.ts';

interface ListedOrder {
  readonly outTradeNo: string;
  readonly description: string;
  readonly amountFen: number;
  readonly transaction: { readonly trade_state: string };
}

/** Draws the newest orders as WeChat holds them, the newest first. */
export function OrderSection({ value }: { readonly value: unknown }): JSX.Element {
  const say = useSay();
  const list = (value as { items?: readonly ListedOrder[] } | undefined)?.items ?? [];
  return (
    <>
      <h2 class="phase">{say('orders')}</h2>
      {list.length === 0 && <p class="hint">{say('noOrders')}</p>}
      <ul class="rows">
        {list.toReversed().map(({ outTradeNo, description, amountFen, transaction }) => (
          <li key={outTradeNo}>
            <span class="outcome" data-outcome={outcomeOf(transaction.trade_state)}>
              {transaction.trade_state}
            </span>
            <span class="row-text" title={outTradeNo}>
              {description}
              <code>{outTradeNo}</code>
            </span>
            <span class="row-amount">{yuan(amountFen)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function outcomeOf(state: string): 'ok' | 'pending' | 'refused' {
  if (state === 'SUCCESS' || state === 'REFUND') return 'ok';
  return state === 'NOTPAY' ? 'pending' : 'refused';
}
