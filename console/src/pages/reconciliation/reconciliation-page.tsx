import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { beijingDay } from '../../language/beijing-time.ts';
import { useTexts } from '../../language/define-texts.ts';
import { DifferenceList } from './difference-list.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { addMonths } from './month-grid.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';
import { useMonth } from './use-reconciliation.ts';

/** What differs and waits for a person, and the calendar of days. */
export function ReconciliationPage() {
  const text = useTexts(reconciliationTexts);
  const today = beijingDay(Date.now());
  const search: { readonly month?: unknown } = useSearch({ strict: false });
  const month = isMonth(search.month) ? search.month : today.slice(0, 7);
  const navigate = useNavigate();
  const days = useMonth(month);
  const [showsResolved, setShowsResolved] = useState(false);
  const show = (months: number) =>
    navigate({ to: '/reconciliation', search: { month: addMonths(month, months) } });
  return (
    <div className="y-stack">
      <PageHead title={text.title} />
      <p className="y-quiet">{text.lead}</p>
      <section className="y-stack" aria-label={text.openTitle}>
        <h2>{text.openTitle}</h2>
        <DifferenceList state="open" empty={{ title: text.openEmpty, hint: text.openEmptyHint }} />
      </section>
      <section className="y-panel" aria-label={month}>
        <div className="y-panel__head">
          <h2 className="y-number">{month}</h2>
          <div className="y-row">
            <Button variant="outline" size="small" onClick={() => show(-1)}>
              {text.previousMonth}
            </Button>
            <Button
              variant="outline"
              size="small"
              disabled={month >= today.slice(0, 7)}
              onClick={() => show(1)}
            >
              {text.nextMonth}
            </Button>
          </div>
        </div>
        {days.isError ? (
          <ProblemNotice error={days.error} onRetry={days.refetch} />
        ) : days.isPending ? (
          <PageSkeleton />
        ) : (
          <MonthCalendar month={month} today={today} days={days.data} />
        )}
      </section>
      <div>
        <Button variant="outline" onClick={() => setShowsResolved(!showsResolved)}>
          {showsResolved ? text.hideResolved : text.showResolved}
        </Button>
      </div>
      {showsResolved && <DifferenceList state="resolved" empty={{ title: text.resolvedEmpty }} />}
    </div>
  );
}

function isMonth(value: unknown): value is string {
  return typeof value === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(value);
}
