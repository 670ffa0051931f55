import type { MerchantOrderDetail } from '@yifen/contract';
import { Money } from '../../components/money.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { orderTexts } from './order-texts.ts';

/** What was ordered, with names and prices of that time. */
export function OrderItems({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(orderTexts);
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.items}</h2>
      {order.items.length === 0 ? (
        <p className="y-quiet">{text.noItems}</p>
      ) : (
        <ul className="y-order-lines">
          {order.items.map(({ productId, name, quantity, priceFen }) => (
            <li key={productId} className="y-order-lines__line">
              <span>
                {name} <span className="y-quiet">{text.quantity(quantity)}</span>
              </span>
              <Money fen={priceFen * quantity} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
