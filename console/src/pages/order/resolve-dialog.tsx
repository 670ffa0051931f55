import type { MerchantOrderDetail, ResolveRequest } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useRefreshOrders } from '../../api/order-queries.ts';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { Segments } from '../../components/segments.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { orderTexts } from './order-texts.ts';

/** Ends a dispute: as paid, if WeChat says so now, or closed with what came going back. */
export function ResolveDialog({
  order,
  onClose,
}: {
  order: MerchantOrderDetail;
  onClose: () => void;
}) {
  const { resolve: text } = useTexts(orderTexts);
  const { client } = useApi();
  const refresh = useRefreshOrders();
  const [as, setAs] = useState<ResolveRequest['as']>('paid');
  return (
    <ConfirmWithReason
      title={text.title}
      action={text.action[as](formatYuan(order.amountFen))}
      danger={as === 'closed'}
      reason={{ label: text.reason }}
      onConfirm={async (reason) => {
        await client.resolveDispute(order.id, { as, reason });
        await refresh();
      }}
      onClose={onClose}
    >
      <Segments
        label={text.as}
        value={as}
        onChange={setAs}
        options={[
          { value: 'paid', label: text.paid },
          { value: 'closed', label: text.closed },
        ]}
      />
      <p className="y-quiet">{as === 'paid' ? text.paidHint : text.closedHint}</p>
    </ConfirmWithReason>
  );
}
