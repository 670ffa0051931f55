import './events-page.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { eventTexts, eventTypes } from '../../language/event-texts.ts';
import { EventLine } from './event-line.tsx';
import { eventsTexts } from './events-texts.ts';

/** The feed of events, newest first. */
export function EventsPage() {
  const text = useTexts(eventsTexts);
  const names = useTexts(eventTexts) as Readonly<Record<string, string>>;
  const search: { readonly type?: unknown } = useSearch({ strict: false });
  const type = eventTypes.find((each) => each === search.type) ?? '';
  const navigate = useNavigate();
  const feed = useFeed(type);
  const events = feed.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="y-stack">
      <PageHead title={text.title} />
      <p className="y-quiet">{text.lead}</p>
      <div className="y-row">
        <Choice
          label={text.filter}
          value={type}
          options={[
            { value: '', label: text.all },
            ...eventTypes.map((value) => ({ value, label: `${names[value] ?? ''} · ${value}` })),
          ]}
          onChange={(value) => navigate({ to: '/events', search: { type: value } })}
        />
      </div>
      {feed.isPending ? (
        <PageSkeleton rows={8} />
      ) : feed.isError && events.length === 0 ? (
        <ProblemNotice error={feed.error} onRetry={feed.refetch} />
      ) : events.length === 0 ? (
        <EmptyState title={text.empty} hint={type === '' ? text.emptyHint : text.filteredHint} />
      ) : (
        <ol className="y-events" aria-label={text.title}>
          {events.map((event) => (
            <EventLine key={event.id} event={event} name={names[event.type] ?? event.type} />
          ))}
        </ol>
      )}
      {feed.isError && events.length > 0 && <ProblemNotice error={feed.error} />}
      {feed.hasNextPage && (
        <div>
          <Button
            variant="outline"
            loading={feed.isFetchingNextPage}
            onClick={() => void feed.fetchNextPage()}
          >
            {text.older}
          </Button>
        </div>
      )}
    </div>
  );
}

function useFeed(type: string) {
  const { client, merchantId } = useApi();
  return useInfiniteQuery({
    queryKey: [merchantId, 'events', type],
    queryFn: ({ pageParam }) =>
      client.events({
        order: 'newest',
        limit: 50,
        ...(type === '' ? {} : { type }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: ({ hasMore, nextCursor }) => (hasMore ? nextCursor : undefined),
    refetchInterval: 15_000,
  });
}
