import { useMutation } from '@tanstack/react-query';
import type { MerchantOrderDetail } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useRefreshOrders } from '../../api/order-queries.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { sumOrder } from './order-sums.ts';
import { orderTexts } from './order-texts.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { ShipDialog } from './ship-dialog.tsx';

type Open = 'close' | 'refund' | 'ship' | 'resolve' | null;

/** What may be done with the order in its state, by this role. */
export function OrderActions({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(orderTexts);
  const { client, can } = useApi();
  const toast = useToast();
  const refresh = useRefreshOrders();
  const [open, setOpen] = useState<Open>(null);
  const ask = useMutation({
    mutationFn: () => client.queryOrder(order.id),
    onSuccess: async () => {
      await refresh();
      toast(text.actions.asked);
    },
  });
  const { state } = order;
  const shut = (): void => setOpen(null);
  const amount = formatYuan(order.amountFen);
  return (
    <>
      {can('orders:write') && (
        <Button variant="outline" loading={ask.isPending} onClick={() => ask.mutate()}>
          {text.actions.ask}
        </Button>
      )}
      {can('orders:write') && ['created', 'payable'].includes(state) && (
        <Button variant="outline" theme="danger" onClick={() => setOpen('close')}>
          {text.actions.close}
        </Button>
      )}
      {can('shipping:write') && state === 'paid' && (
        <Button variant="outline" onClick={() => setOpen('ship')}>
          {text.actions.ship}
        </Button>
      )}
      {can('refunds:write') && sumOrder(order).remainingFen > 0 && (
        <Button onClick={() => setOpen('refund')}>{text.actions.refund}</Button>
      )}
      {can('orders:write') && state === 'disputed' && (
        <Button onClick={() => setOpen('resolve')}>{text.actions.resolve}</Button>
      )}
      {ask.error !== null && (
        <div className="y-order__problem">
          <ProblemNotice error={ask.error} />
        </div>
      )}
      {open === 'close' && (
        <ConfirmWithReason
          title={text.close.title}
          action={text.close.action(amount)}
          danger
          onConfirm={async () => {
            await client.closeOrder(order.id);
            await refresh();
          }}
          onClose={shut}
        >
          <p>{text.close.explain(amount)}</p>
        </ConfirmWithReason>
      )}
      {open === 'refund' && <RefundDialog order={order} onClose={shut} />}
      {open === 'ship' && <ShipDialog order={order} onClose={shut} />}
      {open === 'resolve' && <ResolveDialog order={order} onClose={shut} />}
    </>
  );
}
