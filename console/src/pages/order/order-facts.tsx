import { Link } from '@tanstack/react-router';
import type { MerchantOrderDetail } from '@yifen/contract';
import { CopyText } from '../../components/copy-text.tsx';
import { NumberFacts } from '../../components/number-facts.tsx';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { orderTexts } from './order-texts.ts';

/** The numbers, the payer and the times, to copy. */
export function OrderFacts({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(orderTexts);
  const numbers = [
    { label: text.outTradeNo, value: order.outTradeNo },
    { label: text.transactionId, value: order.transactionId },
    { label: text.id, value: order.id },
    { label: text.mchid, value: order.mchid },
    { label: text.appid, value: order.appid },
    { label: text.openid, value: order.openid },
  ];
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.numbers}</h2>
      <dl className="y-number-list">
        <NumberFacts numbers={numbers} />
        {order.formerNumbers.length > 0 && (
          <div>
            <dt>{text.former}</dt>
            {order.formerNumbers.map(({ outTradeNo }) => (
              <dd key={outTradeNo}>
                <CopyText value={outTradeNo} label={text.former} />
              </dd>
            ))}
          </div>
        )}
        <div>
          <dt>{text.created}</dt>
          <dd>
            <Time at={order.createdAt} zone />
          </dd>
        </div>
        {order.paidAt !== undefined && (
          <div>
            <dt>{text.paidAt}</dt>
            <dd>
              <Time at={order.paidAt} zone />
            </dd>
          </div>
        )}
      </dl>
      <Link to="/orders" search={{ openid: order.openid }}>
        {text.payerOrders}
      </Link>
    </section>
  );
}
