import type { OverviewTotals } from '@yifen/contract';
import { Money } from '../../components/money.tsx';
import { formatBeijing } from '../../language/beijing-time.ts';
import { useTexts } from '../../language/define-texts.ts';
import { formatCount } from '../../language/format-count.ts';
import { compareTotals, shareOf } from './compare-totals.ts';
import type { OverviewRange } from './overview-range.ts';
import { overviewTexts } from './overview-texts.ts';

/** The amount that was paid, large, against the time before; beside it refunds, net and success. */
export function TotalsPanel({
  range,
  totals,
  before,
}: {
  range: OverviewRange;
  totals: OverviewTotals;
  before: OverviewTotals | undefined;
}) {
  const text = useTexts(overviewTexts);
  return (
    <section className="y-panel y-totals" aria-label={text.paid}>
      <div className="y-totals__main">
        <h2 className="y-totals__label">{range.name === 'today' ? text.paidToday : text.paid}</h2>
        <p className="y-totals__figure" data-testid="paid-amount">
          <Money fen={totals.paidFen} />
        </p>
        <p className="y-quiet">
          {text.payments(formatCount(totals.payments))}
          {before !== undefined && (
            <>
              {' · '}
              <Change range={range} nowFen={totals.paidFen} beforeFen={before.paidFen} />
            </>
          )}
        </p>
      </div>
      <dl className="y-totals__rest">
        <div>
          <dt>{text.net}</dt>
          <dd>
            <Money fen={totals.paidFen - totals.refundedFen} />
          </dd>
        </div>
        <div>
          <dt>{text.refunded}</dt>
          <dd>
            <Money fen={totals.refundedFen} />{' '}
            <span className="y-quiet">{text.refunds(formatCount(totals.refunds))}</span>
          </dd>
        </div>
        <div title={text.successHint}>
          <dt>{text.success}</dt>
          <dd className="y-number">{shareOf(totals.paid, totals.created) ?? '—'}</dd>
        </div>
      </dl>
    </section>
  );
}

function Change({
  range,
  nowFen,
  beforeFen,
}: {
  range: OverviewRange;
  nowFen: number;
  beforeFen: number;
}) {
  const text = useTexts(overviewTexts);
  const comparison = compareTotals(nowFen, beforeFen);
  if (comparison.kind === 'nothing-before') return text.noBefore;
  const against =
    range.yesterday === null
      ? text.against.before
      : text.against.today(formatBeijing(range.to, 'minute').slice(11));
  if (comparison.kind === 'same') return `${against} ${text.same}`;
  return (
    <>
      {against}{' '}
      <strong className={comparison.isMore ? 'y-more' : 'y-less'}>{comparison.text}</strong>
    </>
  );
}
