import type { MerchantKey } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { KeyForm } from './key-form.tsx';
import { setUpTexts } from './set-up-texts.ts';
import { useMerchantKeys, useSetUpCall } from './use-set-up.ts';

/** The merchant's keys: which there are, one more, one less; none is ever shown. */
export function KeysStep() {
  const text = useTexts(setUpTexts);
  const { can } = useApi();
  const keys = useMerchantKeys();
  return (
    <>
      <p className="y-quiet">{text.keysLead}</p>
      {can('merchants:write') && <KeyForm />}
      <section className="y-panel y-stack" aria-label={text.kept}>
        <h2>{text.kept}</h2>
        {keys.isPending ? (
          <PageSkeleton rows={3} />
        ) : keys.isError ? (
          <ProblemNotice error={keys.error} onRetry={keys.refetch} />
        ) : keys.data.items.length === 0 ? (
          <EmptyState title={text.keptEmpty} hint={text.keptEmptyHint} />
        ) : (
          <ul>
            {keys.data.items.map((key) => (
              <KeyLine key={`${key.kind} ${key.serial}`} kept={key} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function KeyLine({ kept }: { kept: MerchantKey }) {
  const text = useTexts(setUpTexts);
  const { can } = useApi();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const remove = useSetUpCall((client, key: MerchantKey) => client.removeKey(key));
  return (
    <li className="y-line">
      <div className="y-line__head">
        <div>
          <b>{text.kinds[kept.kind]}</b>
          <br />
          <span className="y-mono y-break">{kept.serial}</span>
        </div>
        <div className="y-row">
          <span className="y-quiet">
            {text.savedAt} <Time at={kept.savedAt} precision="minute" />
          </span>
          {can('merchants:write') && (
            <Button size="small" variant="outline" theme="danger" onClick={() => setAsking(true)}>
              {text.remove}
            </Button>
          )}
        </div>
      </div>
      {isAsking && (
        <ConfirmWithReason
          title={text.removeTitle}
          action={text.remove}
          danger
          onConfirm={async () => {
            await remove.mutateAsync(kept);
            toast(text.removed);
          }}
          onClose={() => setAsking(false)}
        >
          <p>
            {text.kinds[kept.kind]} <span className="y-mono y-break">{kept.serial}</span>
          </p>
          <p>{text.removeText}</p>
        </ConfirmWithReason>
      )}
    </li>
  );
}
