import type { OverviewTotals } from '@yifen/contract';
import { useTexts } from '../../language/define-texts.ts';
import { formatCount } from '../../language/format-count.ts';
import { shareOf } from './compare-totals.ts';
import { overviewTexts } from './overview-texts.ts';

/** How many of the orders of the range got how far. */
export function Funnel({ totals }: { totals: OverviewTotals }) {
  const text = useTexts(overviewTexts);
  const steps = [
    { label: text.created, count: totals.created },
    { label: text.prepaid, count: totals.prepaid },
    { label: text.funnelPaid, count: totals.paid },
  ];
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.funnel}</h2>
      <ol className="y-funnel">
        {steps.map(({ label, count }) => (
          <li key={label} className="y-funnel__step">
            <span>{label}</span>
            <meter
              className="y-funnel__bar"
              min={0}
              max={Math.max(1, totals.created)}
              value={count}
              aria-label={label}
            />
            <span className="y-number y-funnel__count">
              {formatCount(count)}{' '}
              <span className="y-quiet">{shareOf(count, totals.created) ?? '—'}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
