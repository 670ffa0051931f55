import { Link } from '@tanstack/react-router';
import type { MerchantOrderDetail } from '@yifen/contract';
import { Money } from '../../components/money.tsx';
import { RefundStateTag } from '../../components/refund-state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { orderTexts } from './order-texts.ts';

/** The refunds of an order, each leading to its own page. */
export function OrderRefunds({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(orderTexts);
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.refunds}</h2>
      {order.refunds.length === 0 && <p className="y-quiet">{text.noRefunds}</p>}
      <ul className="y-order-lines">
        {order.refunds.map(({ id, amountFen, state, reason }) => (
          <li key={id} className="y-order-lines__line">
            <Link to="/refunds/$refundId" params={{ refundId: id }}>
              <Money fen={amountFen} />
            </Link>
            <span className="y-quiet y-order-lines__text">{reason}</span>
            <RefundStateTag state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
