import { useMutation } from '@tanstack/react-query';
import type { MerchantOrderDetail, ShippingMethod } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useRefreshOrders } from '../../api/order-queries.ts';
import { Button } from '../../components/button.tsx';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Segments } from '../../components/segments.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { orderTexts } from './order-texts.ts';
import { type ParcelDraft, ParcelFields, parcelOf } from './parcel-fields.tsx';

const methods: readonly ShippingMethod[] = ['express', 'same-city', 'virtual', 'self-pickup'];
const mostParcels = 15;

/** Says how an order is shipped; the server reports it to WeChat. */
export function ShipDialog({
  order,
  onClose,
}: {
  order: MerchantOrderDetail;
  onClose: () => void;
}) {
  const { ship: text } = useTexts(orderTexts);
  const { client } = useApi();
  const toast = useToast();
  const refresh = useRefreshOrders();
  const [method, setMethod] = useState<ShippingMethod>('express');
  const [moreFollow, setMoreFollow] = useState(false);
  const [drafts, setDrafts] = useState<readonly ParcelDraft[]>(() => [draftOf(order, 0)]);
  const isExpress = method === 'express';
  const shown = isExpress ? drafts : drafts.slice(0, 1);
  const send = useMutation({
    mutationFn: () =>
      client.ship(order.id, {
        method,
        parcels: shown.map((draft) => parcelOf(draft, isExpress)),
        ...(isExpress && moreFollow ? { complete: false } : {}),
      }),
    onSuccess: async () => {
      toast(text.done);
      onClose();
      await refresh();
    },
  });
  return (
    <Modal title={text.title} onClose={onClose} width={560}>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!send.isPending) send.mutate();
        }}
      >
        <Segments
          label={text.method}
          value={method}
          onChange={setMethod}
          options={methods.map((value) => ({ value, label: text.methods[value] }))}
        />
        {shown.map((draft, index) => (
          <ParcelFields
            key={draft.key}
            number={index + 1}
            draft={draft}
            isExpress={isExpress}
            onChange={(changed) =>
              setDrafts(drafts.map((each) => (each.key === changed.key ? changed : each)))
            }
            onRemove={
              shown.length > 1
                ? () => setDrafts(drafts.filter(({ key }) => key !== draft.key))
                : null
            }
          />
        ))}
        {isExpress && (
          <div className="y-row">
            <Button
              variant="text"
              size="small"
              disabled={drafts.length >= mostParcels}
              onClick={() => setDrafts([...drafts, draftOf(order, (drafts.at(-1)?.key ?? 0) + 1)])}
            >
              + {text.add}
            </Button>
            <label className="y-row">
              <input
                type="checkbox"
                checked={moreFollow}
                onChange={({ target }) => setMoreFollow(target.checked)}
              />
              {text.more}
            </label>
          </div>
        )}
        {send.error !== null && <ProblemNotice error={send.error} />}
        <ModalActions action={text.action} onCancel={onClose} isPending={send.isPending} />
      </form>
    </Modal>
  );
}

function draftOf({ description }: MerchantOrderDetail, key: number): ParcelDraft {
  return { key, itemDesc: description.slice(0, 120), carrier: '', trackingNo: '', phone: '' };
}
