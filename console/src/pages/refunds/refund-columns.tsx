import { Link } from '@tanstack/react-router';
import type { Refund } from '@yifen/contract';
import type { Column } from '../../components/data-table.tsx';
import { Money } from '../../components/money.tsx';
import { RefundStateTag } from '../../components/refund-state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useActorName } from '../../components/use-actor-name.ts';
import { useTexts } from '../../language/define-texts.ts';
import { refundsTexts } from './refunds-texts.ts';

/** The columns of the list of refunds. */
export function useRefundColumns(): readonly Column<Refund>[] {
  const { columns } = useTexts(refundsTexts);
  const nameOf = useActorName();
  return [
    {
      key: 'refund',
      title: columns.refund,
      cell: ({ id, outRefundNo }) => (
        <Link to="/refunds/$refundId" params={{ refundId: id }} className="y-mono">
          {outRefundNo}
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
    { key: 'state', title: columns.state, cell: ({ state }) => <RefundStateTag state={state} /> },
    { key: 'reason', title: columns.reason, cell: ({ reason }) => reason },
    {
      key: 'order',
      title: columns.order,
      cell: ({ orderId, outTradeNo }) => (
        <Link to="/orders/$orderId" params={{ orderId }} className="y-mono">
          {outTradeNo}
        </Link>
      ),
    },
    { key: 'by', title: columns.by, cell: ({ requestedBy }) => nameOf(requestedBy) },
    {
      key: 'requested',
      title: columns.requested,
      cell: ({ requestedAt }) => <Time at={requestedAt} />,
    },
  ];
}
