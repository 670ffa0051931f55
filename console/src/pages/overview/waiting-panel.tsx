import { Link } from '@tanstack/react-router';
import type { OverviewNow } from '@yifen/contract';
import { useTexts } from '../../language/define-texts.ts';
import { formatCount } from '../../language/format-count.ts';
import { overviewTexts } from './overview-texts.ts';

/** What a person has to decide or look at; each line leads to where it is done. */
export function WaitingPanel({ now }: { now: OverviewNow }) {
  const text = useTexts(overviewTexts);
  const lines = [
    {
      label: text.wait.approvals,
      count: now.refundsAwaitingApproval,
      to: '/refunds',
      search: { state: 'awaiting-approval' },
    },
    {
      label: text.wait.disputes,
      count: now.disputedOrders,
      to: '/orders',
      search: { state: 'disputed' },
    },
    {
      label: text.wait.abnormal,
      count: now.abnormalRefunds,
      to: '/refunds',
      search: { state: 'abnormal' },
    },
    { label: text.wait.differences, count: now.openDifferences, to: '/reconciliation', search: {} },
    {
      label: text.wait.deliveries,
      count: now.deadDeliveries,
      to: '/jobs',
      search: { state: 'dead' },
    },
  ];
  const isQuiet = lines.every(({ count }) => count === 0);
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.waits}</h2>
      {isQuiet && <p className="y-done">✓ {text.allDone}</p>}
      <ul className="y-waits">
        {lines.map(({ label, count, to, search }) => (
          <li key={label}>
            <Link to={to} search={search} className="y-waits__line">
              <span>{label}</span>
              <span
                className={count > 0 ? 'y-waits__count y-waits__count--some' : 'y-waits__count'}
              >
                {formatCount(count)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
