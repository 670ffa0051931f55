import { Link } from '@tanstack/react-router';
import type { MerchantOrder } from '@yifen/contract';
import type { Column } from '../../components/data-table.tsx';
import { Money } from '../../components/money.tsx';
import { OrderStateTag } from '../../components/order-state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { ordersTexts } from './orders-texts.ts';

/** The columns of the list of orders. */
export function useOrderColumns(): readonly Column<MerchantOrder>[] {
  const { columns } = useTexts(ordersTexts);
  return [
    {
      key: 'order',
      title: columns.order,
      cell: ({ id, outTradeNo }) => (
        <Link to="/orders/$orderId" params={{ orderId: id }} className="y-mono">
          {outTradeNo}
        </Link>
      ),
    },
    {
      key: 'amount',
      title: columns.amount,
      align: 'end',
      cell: ({ amountFen }) => (
        <strong>
          <Money fen={amountFen} />
        </strong>
      ),
    },
    { key: 'state', title: columns.state, cell: ({ state }) => <OrderStateTag state={state} /> },
    {
      key: 'description',
      title: columns.description,
      cell: ({ description }) => <span className="y-orders__text">{description}</span>,
    },
    {
      key: 'payer',
      wideOnly: true,
      title: columns.payer,
      cell: ({ openid }) => (
        <span className="y-mono y-quiet" title={openid}>
          {openid.length > 12 ? `${openid.slice(0, 4)}…${openid.slice(-6)}` : openid}
        </span>
      ),
    },
    { key: 'created', title: columns.created, cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}
