import { useMutation } from '@tanstack/react-query';
import type { MerchantOrderDetail } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useRefreshOrders } from '../../api/order-queries.ts';
import { Button } from '../../components/button.tsx';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { sumOrder } from './order-sums.ts';
import { orderTexts } from './order-texts.ts';

const mostBytes = 80;

/** Asks how much goes back and why; the same dialog sends one refund, however often it is pressed. */
export function RefundDialog({
  order,
  onClose,
}: {
  order: MerchantOrderDetail;
  onClose: () => void;
}) {
  const { refund: text } = useTexts(orderTexts);
  const { client } = useApi();
  const toast = useToast();
  const refresh = useRefreshOrders();
  // What can be refunded is what could be when the dialog was opened; the server judges anew.
  const [{ remainingFen }] = useState(() => sumOrder(order));
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [suggestion, setSuggestion] = useState<number | null>(null);
  const [fen, setFen] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const leftBytes = mostBytes - new TextEncoder().encode(reason.trim()).length;
  const send = useMutation({
    mutationFn: (amountFen: number) =>
      client.refund(order.id, { amountFen, reason: reason.trim() }, idempotencyKey),
    onSuccess: async ({ state }) => {
      toast(state === 'awaiting-approval' ? text.held : text.sent);
      onClose();
      await refresh();
    },
  });
  const suggest = (amountFen: number): void => {
    setSuggestion(amountFen);
    setFen(amountFen);
  };
  const isReady = fen !== null && reason.trim() !== '' && leftBytes >= 0;
  return (
    <Modal title={text.title} onClose={onClose}>
      <p className="y-quiet">{text.explain}</p>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !send.isPending) send.mutate(fen);
        }}
      >
        <MoneyInput
          key={suggestion}
          label={text.amount}
          fen={suggestion}
          mostFen={remainingFen}
          hint={text.remaining(formatYuan(remainingFen))}
          onChange={setFen}
        />
        <div className="y-row">
          <Button size="small" variant="outline" onClick={() => suggest(remainingFen)}>
            {text.all} {formatYuan(remainingFen)}
          </Button>
          {remainingFen > 1 && (
            <Button
              size="small"
              variant="outline"
              onClick={() => suggest(Math.floor(remainingFen / 2))}
            >
              {text.half} {formatYuan(Math.floor(remainingFen / 2))}
            </Button>
          )}
        </div>
        <TextField
          label={text.reason}
          value={reason}
          required
          onChange={setReason}
          hint={text.reasonHint(Math.max(0, leftBytes))}
          problem={leftBytes < 0 ? text.reasonLong : null}
        />
        {send.error !== null && <ProblemNotice error={send.error} />}
        <ModalActions
          action={fen === null ? text.actionEmpty : text.action(formatYuan(fen))}
          onCancel={onClose}
          isPending={send.isPending}
          isReady={isReady}
          danger
        />
      </form>
    </Modal>
  );
}
