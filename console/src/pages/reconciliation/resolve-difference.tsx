import type { Difference } from '@yifen/contract';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';
import { useResolveDifference } from './use-reconciliation.ts';

/** The button that settles a difference by hand, and the question for the reason. */
export function ResolveDifference({ difference }: { difference: Difference }) {
  const text = useTexts(reconciliationTexts);
  const [isAsking, setAsking] = useState(false);
  const resolve = useResolveDifference();
  const toast = useToast();
  return (
    <>
      <Button variant="outline" theme="primary" onClick={() => setAsking(true)}>
        {text.resolve}
      </Button>
      {isAsking && (
        <ConfirmWithReason
          title={text.resolveTitle}
          action={text.resolve}
          reason={{ label: text.reason, hint: text.reasonHint, maxLength: 500 }}
          onConfirm={async (reason) => {
            await resolve.mutateAsync({ id: difference.id, reason });
            toast(text.resolved);
          }}
          onClose={() => setAsking(false)}
        >
          <p>{text.resolveText}</p>
        </ConfirmWithReason>
      )}
    </>
  );
}
