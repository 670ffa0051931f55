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

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What was paid and refunded hour by hour or day by day; the same as a table for those who cannot see it. */
export function TrendPanel({ overview }: { overview: Overview }) {
  const text = useTexts(overviewTexts);
  const spoken = usePreference(language);
  const { bucket, totals } = overview;
  const isOneDay =
    bucket === 'hour' && Date.parse(overview.to) - Date.parse(overview.from) <= dayMs;
  const buckets = isOneDay ? fillDay(overview) : overview.buckets;
  const labelOf = (at: string): string =>
    bucket === 'day'
      ? formatBeijing(at, 'day').slice(5)
      : formatBeijing(at, 'minute').slice(isOneDay ? 11 : 5);
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

/** A day that is not over has 24 hours as well: the bars keep their places. */
function fillDay({ from, buckets }: Overview): Overview['buckets'] {
  const nothing = {
    created: 0,
    prepaid: 0,
    paid: 0,
    payments: 0,
    paidFen: 0,
    refunds: 0,
    refundedFen: 0,
  };
  return Array.from({ length: 24 }, (_, hour) => {
    const at = new Date(Date.parse(from) + hour * hourMs).toISOString();
    return buckets.find((each) => Date.parse(each.at) === Date.parse(at)) ?? { ...nothing, at };
  });
}
