import './order.css';
import { Link, useParams } from '@tanstack/react-router';
import { useOrder } from '../../api/order-queries.ts';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { OrderActions } from './order-actions.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderHead } from './order-head.tsx';
import { OrderItems } from './order-items.tsx';
import { OrderRefunds } from './order-refunds.tsx';
import { orderTexts } from './order-texts.ts';
import { ShipmentPanel } from './shipment-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

/** Everything about one order: what it is, what happened, and what can be done. */
export function OrderPage() {
  const text = useTexts(orderTexts);
  const { orderId = '' } = useParams({ strict: false });
  const { data: order, error, isPending, refetch } = useOrder(orderId);
  return (
    <>
      <Link to="/orders" className="y-back">
        ‹ {text.back}
      </Link>
      <PageHead title={order === undefined ? text.title : `${text.title} ${order.outTradeNo}`}>
        {order !== undefined && <OrderActions order={order} />}
      </PageHead>
      {error !== null && <ProblemNotice error={error} onRetry={() => refetch()} />}
      {isPending && <PageSkeleton rows={10} />}
      {order !== undefined && (
        <div className="y-order">
          <div className="y-stack">
            <OrderHead order={order} />
            <TimelinePanel order={order} />
          </div>
          <div className="y-stack">
            <OrderRefunds order={order} />
            <ShipmentPanel order={order} />
            <OrderItems order={order} />
            <OrderFacts order={order} />
          </div>
        </div>
      )}
    </>
  );
}
