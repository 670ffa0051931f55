import type { RefundDetail } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useRefreshOrders } from '../../api/order-queries.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { refundsTexts } from '../refunds/refunds-texts.ts';

/** Approve or reject, or why this person cannot: whoever asked is never the one who approves. */
export function ApprovalPanel({ refund }: { refund: RefundDetail }) {
  const text = useTexts(refundsTexts);
  const { client, user, can } = useApi();
  const toast = useToast();
  const refresh = useRefreshOrders();
  const [open, setOpen] = useState<'approve' | 'reject' | null>(null);
  const amount = formatYuan(refund.amountFen);
  const isOwn = refund.requestedBy === `user:${user.id}`;
  const mayApprove = can('refunds:approve');
  return (
    <section className="y-panel y-stack" aria-label={text.queue}>
      {isOwn && (
        <div className="y-note">
          <strong>{text.ownTitle}</strong>
          <span>{text.ownHint}</span>
        </div>
      )}
      {!isOwn && !mayApprove && <p className="y-note">{text.noRight}</p>}
      {mayApprove && (
        <div className="y-row">
          {!isOwn && (
            <Button onClick={() => setOpen('approve')}>{text.approveAction(amount)}</Button>
          )}
          <Button variant="outline" theme="danger" onClick={() => setOpen('reject')}>
            {text.reject}
          </Button>
        </div>
      )}
      {open === 'approve' && (
        <ConfirmWithReason
          title={text.approveTitle}
          action={text.approveAction(amount)}
          danger
          onConfirm={async () => {
            await client.approveRefund(refund.id);
            toast(text.approved);
            await refresh();
          }}
          onClose={() => setOpen(null)}
        >
          <p>{text.approveHint}</p>
        </ConfirmWithReason>
      )}
      {open === 'reject' && (
        <ConfirmWithReason
          title={text.rejectTitle}
          action={text.rejectAction(amount)}
          danger
          reason={{ label: text.rejectReason }}
          onConfirm={async (reason) => {
            await client.rejectRefund(refund.id, reason);
            toast(text.rejected);
            await refresh();
          }}
          onClose={() => setOpen(null)}
        >
          <p>{text.rejectHint}</p>
        </ConfirmWithReason>
      )}
    </section>
  );
}
