import '../order/order.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { refundsTexts } from '../refunds/refunds-texts.ts';
import { ApprovalPanel } from './approval-panel.tsx';
import { RefundFacts } from './refund-facts.tsx';
import { RefundHead } from './refund-head.tsx';
import { RefundHistory } from './refund-history.tsx';

const refreshMs = 5_000;

/** Everything about one refund, and its approval when it waits for one. */
export function RefundPage() {
  const text = useTexts(refundsTexts);
  const { client, merchantId } = useApi();
  const { refundId = '' } = useParams({ strict: false });
  const {
    data: refund,
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: [merchantId, 'refunds', refundId],
    queryFn: () => client.refundDetail(refundId),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && ['requested', 'processing'].includes(data.state) ? refreshMs : false,
  });
  return (
    <>
      <Link to="/refunds" className="y-back">
        ‹ {text.back}
      </Link>
      <PageHead
        title={
          refund === undefined
            ? text.columns.refund
            : `${text.columns.refund} ${refund.outRefundNo}`
        }
      />
      {error !== null && <ProblemNotice error={error} onRetry={() => refetch()} />}
      {isPending && <PageSkeleton rows={8} />}
      {refund !== undefined && (
        <div className="y-order">
          <div className="y-stack">
            <RefundHead refund={refund} />
            {refund.state === 'awaiting-approval' && <ApprovalPanel refund={refund} />}
            <RefundHistory refund={refund} />
          </div>
          <RefundFacts refund={refund} />
        </div>
      )}
    </>
  );
}
