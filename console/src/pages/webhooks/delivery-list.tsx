import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Delivery } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { componentTexts } from '../../components/component-texts.ts';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { PageTurner } from '../../components/page-turner.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useToast } from '../../components/toast.tsx';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { DeliveryLine } from './delivery-line.tsx';
import { useWebhookCall } from './use-endpoints.ts';
import { webhooksTexts } from './webhooks-texts.ts';

const states: readonly Delivery['state'][] = ['exhausted', 'pending', 'delivered'];

/** What was sent to an endpoint, newest first; what it did not get can be sent again. */
export function DeliveryList({ endpointId }: { endpointId: string }) {
  const text = useTexts(webhooksTexts);
  const { rows: countOf } = useTexts(componentTexts);
  const { client, merchantId, can } = useApi();
  const search: { readonly state?: unknown } = useSearch({ strict: false });
  const state = states.find((each) => each === search.state) ?? 'all';
  const navigate = useNavigate();
  const list = usePagedList(
    [merchantId, 'webhooks', 'deliveries', endpointId, state],
    (cursor) =>
      client.deliveries({
        endpointId,
        limit: 20,
        ...(state === 'all' ? {} : { state }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    (shown) => (shown.some((delivery) => delivery.state === 'pending') ? 2_000 : 15_000),
  );
  const { rows } = list;
  return (
    <section className="y-stack" aria-label={text.deliveries}>
      <div className="y-panel__head">
        <h2>{text.deliveries}</h2>
        {can('webhooks:write') && <ResendAll endpointId={endpointId} />}
      </div>
      <div className="y-row">
        <Choice
          label={text.filter}
          value={state}
          options={[
            { value: 'all' as const, label: text.all },
            ...states.map((value) => ({ value, label: text.states[value] })),
          ]}
          onChange={(value) =>
            navigate({
              to: '/webhooks/$endpointId',
              params: { endpointId },
              search: { state: value },
            })
          }
        />
      </div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={list.refetch} />}
      {list.isLoading && <PageSkeleton />}
      {rows?.length === 0 && (
        <EmptyState
          title={text.noDeliveries}
          hint={state === 'exhausted' ? text.noneExhausted : text.noDeliveriesHint}
        />
      )}
      {rows !== undefined && rows.length > 0 && (
        <>
          <ol className="y-lines">
            {rows.map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} />
            ))}
          </ol>
          <PageTurner list={list} count={countOf(rows.length)} />
        </>
      )}
    </section>
  );
}

function ResendAll({ endpointId }: { endpointId: string }) {
  const text = useTexts(webhooksTexts);
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const resend = useWebhookCall((client, id: string) => client.resendExhausted(id));
  return (
    <>
      <Button variant="outline" size="small" onClick={() => setAsking(true)}>
        {text.resendAll}
      </Button>
      {isAsking && (
        <ConfirmWithReason
          title={text.resendAllTitle}
          action={text.resendAll}
          onConfirm={async () => {
            const { count } = await resend.mutateAsync(endpointId);
            toast(text.resentCount(count));
          }}
          onClose={() => setAsking(false)}
        >
          <p>{text.resendAllText}</p>
        </ConfirmWithReason>
      )}
    </>
  );
}
