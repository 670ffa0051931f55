import { Link, useParams } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { DeliveryList } from './delivery-list.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { EndpointTest } from './endpoint-test.tsx';
import { useEndpoints } from './use-endpoints.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** One endpoint: what it gets, whether it got it, and what to do when it did not. */
export function EndpointPage() {
  const { endpointId = '' } = useParams({ strict: false });
  const text = useTexts(webhooksTexts);
  const found = useEndpoints((all) => all.find(({ id }) => id === endpointId) ?? null);
  if (found.isPending) return <PageSkeleton />;
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />;
  const endpoint = found.data;
  if (endpoint === null) {
    return (
      <EmptyState title={text.notFound} hint={text.notFoundHint}>
        <Link to="/webhooks">{text.back}</Link>
      </EmptyState>
    );
  }
  const { url, description, eventTypes } = endpoint;
  return (
    <div className="y-stack">
      <Link to="/webhooks" className="y-back">
        ‹ {text.back}
      </Link>
      <PageHead title={url} aside={<EndpointState endpoint={endpoint} />}>
        <EndpointActions endpoint={endpoint} />
      </PageHead>
      {description !== '' && <p className="y-quiet">{description}</p>}
      <p>
        <span className="y-quiet">{text.events}</span>{' '}
        {eventTypes.length === 0 ? (
          text.allEvents
        ) : (
          <span className="y-mono y-break">{eventTypes.join(' · ')}</span>
        )}
      </p>
      <EndpointTest endpoint={endpoint} />
      <DeliveryList endpointId={endpoint.id} />
    </div>
  );
}
