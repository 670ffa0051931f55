import './bill-card.css';
import type { Reconciliation } from '@yifen/contract';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useDownload } from '../../api/use-download.ts';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { BillTotals } from './bill-totals.tsx';
import { reconciliationTexts } from './reconciliation-texts.ts';

const tones: Readonly<Record<Reconciliation['state'], Tone>> = {
  waiting: 'info',
  finished: 'good',
  expired: 'calm',
};

/** One bill of a day: how it stands, what it came to, and WeChat's file. */
export function BillCard({ run }: { run: Reconciliation }) {
  const text = useTexts(reconciliationTexts);
  const download = useDownload();
  const { client } = useApi();
  const problems = text.problems as Readonly<Record<string, string>>;
  const { day, bill, problem } = run;
  return (
    <section className="y-panel y-stack" aria-label={text.bills[bill]}>
      <h2 className="y-panel__head">
        {text.bills[bill]}
        <StateTag tone={tones[run.state]}>{text.billStates[run.state]}</StateTag>
      </h2>
      {problem !== null && (
        <p className="y-bill__problem">
          {text.problem} <span className="y-mono">{problem}</span>
          <br />
          {problems[problem] ?? problems.other}
        </p>
      )}
      <BillTotals run={run} />
      <dl className="y-bill__facts">
        <Fact name={text.finishedAt}>
          <Time at={run.finishedAt} zone />
        </Fact>
        {run.nextRunAt !== null && (
          <Fact name={text.nextRunAt}>
            <Time at={run.nextRunAt} zone />
          </Fact>
        )}
        {run.billSha1 !== null && (
          <Fact name="SHA-1">
            <CopyText value={run.billSha1} label="SHA-1" />
          </Fact>
        )}
        {run.billBytes !== null && <Fact name={text.file}>{text.bytes(run.billBytes)}</Fact>}
      </dl>
      {run.billSha1 !== null && (
        <div>
          <Button
            variant="outline"
            loading={download.isPending}
            onClick={() =>
              download.mutate({
                path: client.billPath(day, bill),
                name: `${day}-${bill}.csv`,
              })
            }
          >
            {download.isPending ? text.downloading : text.download}
          </Button>
        </div>
      )}
      {download.error !== null && <ProblemNotice error={download.error} />}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="y-quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
