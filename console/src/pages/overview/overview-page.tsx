import './overview.css';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { Funnel } from './funnel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { readRange } from './overview-range.ts';
import { overviewTexts } from './overview-texts.ts';
import { RangeChoice } from './range-choice.tsx';
import { TotalsPanel } from './totals-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';

const refreshMs = 60_000;

/** How the business does: money first, then what waits for a person, then how it runs. */
export function OverviewPage() {
  const text = useTexts(overviewTexts);
  const { client, merchantId } = useApi();
  const range = readRange(useSearch({ strict: false }), Date.now());
  const { from, to, yesterday } = range;
  const overview = useQuery({
    queryKey: [merchantId, 'overview', from, to],
    queryFn: () => client.overview({ from, to }),
    refetchInterval: refreshMs,
  });
  const before = useQuery({
    queryKey: [merchantId, 'overview', yesterday?.from, yesterday?.to],
    queryFn: () => client.overview(yesterday ?? { from, to }),
    enabled: yesterday !== null,
    staleTime: refreshMs,
  });
  const { data } = overview;
  return (
    <>
      <PageHead title={text.title}>
        <RangeChoice range={range} />
      </PageHead>
      {overview.error !== null && (
        <ProblemNotice error={overview.error} onRetry={() => overview.refetch()} />
      )}
      {overview.isPending && <PageSkeleton rows={10} />}
      {data !== undefined && (
        <div className="y-overview">
          <div className="y-stack">
            <TotalsPanel
              range={range}
              totals={data.totals}
              before={yesterday === null ? data.before : before.data?.totals}
            />
            <TrendPanel overview={data} />
            <Funnel totals={data.totals} />
          </div>
          <div className="y-stack">
            <WaitingPanel now={data.now} />
            <HealthPanel now={data.now} />
          </div>
        </div>
      )}
    </>
  );
}
