import { EmptyState } from '../../components/empty-state.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { DifferenceCard } from './difference-card.tsx';
import { useDifferences } from './use-reconciliation.ts';

/** The differences of a day, or of all days. */
export function DifferenceList({
  state,
  day,
  empty,
}: {
  state: 'open' | 'resolved';
  day?: string;
  empty: { readonly title: string; readonly hint?: string };
}) {
  const found = useDifferences(day === undefined ? { state } : { state, day });
  if (found.isPending) return <PageSkeleton rows={3} />;
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />;
  if (found.data.items.length === 0) return <EmptyState {...empty} />;
  return (
    <div className="y-stack">
      {found.data.items.map((difference) => (
        <DifferenceCard key={difference.id} difference={difference} showDay={day === undefined} />
      ))}
    </div>
  );
}
