import type { MerchantOrderDetail } from '@yifen/contract';
import { Money } from '../../components/money.tsx';
import { OrderStateTag } from '../../components/order-state-tag.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { stateTexts } from '../../components/state-texts.ts';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { sumOrder } from './order-sums.ts';
import { orderTexts } from './order-texts.ts';

/** The amount, the state in a word and in a sentence, and what went back. */
export function OrderHead({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(orderTexts);
  const states = useTexts(stateTexts);
  const { refundedFen, pendingFen, remainingFen } = sumOrder(order);
  const sums = [
    ...(refundedFen > 0 ? [text.refunded(formatYuan(refundedFen))] : []),
    ...(pendingFen > 0 ? [text.reserved(formatYuan(pendingFen))] : []),
  ];
  const isOpen = order.state === 'created' || order.state === 'payable';
  return (
    <section className="y-panel y-order__head" aria-label={text.amount}>
      <div className="y-row">
        <p className="y-order__amount">
          <Money fen={order.amountFen} />
        </p>
        <OrderStateTag state={order.state} />
        {refundedFen > 0 && (
          <StateTag tone="info">
            {remainingFen === 0 && pendingFen === 0 ? states.refundedAll : states.refundedPart}
          </StateTag>
        )}
      </div>
      <p className="y-order__description">{order.description}</p>
      <p className="y-quiet">
        {text.state[order.state]}
        {isOpen && (
          <>
            {' '}
            {text.expires} <Time at={order.expiresAt} zone />
          </>
        )}
      </p>
      {sums.length > 0 && <p className="y-quiet y-number">{sums.join(' · ')}</p>}
    </section>
  );
}
