import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { BillCard } from './bill-card.tsx';
import { DayStateTag } from './day-state-tag.tsx';
import { DifferenceList } from './difference-list.tsx';
import { judgeDay } from './judge-day.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';
import { useDayRun } from './use-day-run.ts';

/** One day: what both sides came to, in what they differ, and a new run. */
export function DayPage() {
  const { day = '' } = useParams({ strict: false });
  const text = useTexts(reconciliationTexts);
  const { can } = useApi();
  const { found, seconds, isRunning, isAsking, problem, start } = useDayRun(day);
  useToastWhenDone(isRunning, text.runDone);
  if (found.isPending) return <PageSkeleton />;
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />;
  const bills = found.data?.bills ?? [];
  return (
    <div className="y-stack">
      <Link to="/reconciliation" search={{ month: day.slice(0, 7) }} className="y-back">
        ‹ {text.back}
      </Link>
      <PageHead title={day} aside={<DayStateTag state={judgeDay(found.data ?? undefined).state} />}>
        {can('bills:write') && (
          <Button theme="primary" loading={isAsking || isRunning} onClick={start}>
            {bills.length === 0 ? text.run : text.runAgain}
          </Button>
        )}
      </PageHead>
      {isRunning && (
        <p role="status" className="y-quiet">
          {text.running(seconds)}
        </p>
      )}
      {problem !== null && <ProblemNotice error={problem} />}
      {bills.length === 0 ? (
        <EmptyState title={text.dayNotListed} hint={text.dayNotListedHint} />
      ) : (
        <>
          <DifferenceList
            state="open"
            day={day}
            empty={{ title: text.openEmpty, hint: text.openEmptyHint }}
          />
          <div className="y-bills">
            {bills.map((run) => (
              <BillCard key={run.bill} run={run} />
            ))}
          </div>
          <h2>{text.resolvedTitle}</h2>
          <DifferenceList state="resolved" day={day} empty={{ title: text.resolvedEmpty }} />
        </>
      )}
    </div>
  );
}

function useToastWhenDone(isRunning: boolean, said: string): void {
  const toast = useToast();
  const ran = useRef(false);
  useEffect(() => {
    if (ran.current && !isRunning) toast(said);
    ran.current = isRunning;
  }, [isRunning, said, toast]);
}
