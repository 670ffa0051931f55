import type { Overview } from '@yifen/contract';
import { lazy, Suspense } from 'react';
import { usePreference } from '../../app/create-preference.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { formatBeijing } from '../../language/beijing-time.ts';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { language } from '../../language/language.ts';
import { overviewTexts } from './overview-texts.ts';
import { TrendTable } from './trend-table.tsx';

const BarChart = lazy(async () => ({
  default: (await import('../../components/bar-chart.tsx')).BarChart,
}));

/** What was paid and refunded hour by hour or day by day; the same as a table for those who cannot see it. */
export function TrendPanel({ overview }: { overview: Overview }) {
  const text = useTexts(overviewTexts);
  const spoken = usePreference(language);
  const { buckets, bucket, totals } = overview;
  const labelOf = (at: string): string =>
    bucket === 'hour' ? formatBeijing(at, 'minute').slice(5) : formatBeijing(at, 'day').slice(5);
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.trend[bucket]}</h2>
      {totals.created === 0 && totals.payments === 0 && totals.refunds === 0 ? (
        <EmptyState title={text.noOrders} hint={text.noOrdersHint} />
      ) : (
        <>
          <Suspense fallback={<PageSkeleton rows={5} />}>
            <BarChart
              key={spoken}
              label={text.trend[bucket]}
              categories={buckets.map(({ at }) => labelOf(at))}
              series={[
                { name: text.paidColumn, tone: 'brand', fen: buckets.map((each) => each.paidFen) },
                {
                  name: text.refundedColumn,
                  tone: 'warn',
                  fen: buckets.map((each) => each.refundedFen),
                },
              ]}
              format={formatYuan}
            />
          </Suspense>
          <details className="y-trend__table">
            <summary>{text.table}</summary>
            <TrendTable buckets={buckets} labelOf={labelOf} />
          </details>
        </>
      )}
    </section>
  );
}
