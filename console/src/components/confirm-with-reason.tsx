import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';
import { Modal } from './modal.tsx';
import { ModalActions } from './modal-actions.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { TextArea } from './text-area.tsx';

/**
 * Asks before something is done that cannot be taken back. The button says what it does, with the amount;
 * `reason` absent: none is asked for.
 */
export function ConfirmWithReason({
  title,
  children,
  action,
  danger = false,
  reason,
  onConfirm,
  onClose,
}: {
  title: string;
  children?: ReactNode;
  /** What the button says, e.g. “退款 ¥12.00”. */
  action: string;
  danger?: boolean;
  reason?: { readonly label?: string; readonly hint?: string; readonly maxLength?: number };
  /** Rejects to keep the dialog open with the problem. */
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const text = useTexts(componentTexts);
  const [said, setSaid] = useState('');
  const act = useMutation({ mutationFn: () => onConfirm(said.trim()), onSuccess: onClose });
  const isReady = reason === undefined || said.trim() !== '';
  return (
    <Modal title={title} onClose={onClose}>
      {children}
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !act.isPending) act.mutate();
        }}
      >
        {reason !== undefined && (
          <TextArea
            label={reason.label ?? text.reason}
            hint={reason.hint}
            maxLength={reason.maxLength ?? 200}
            value={said}
            onChange={setSaid}
            required
          />
        )}
        {act.error !== null && <ProblemNotice error={act.error} />}
        <ModalActions
          action={action}
          onCancel={onClose}
          isPending={act.isPending}
          isReady={isReady}
          danger={danger}
        />
      </form>
    </Modal>
  );
}
