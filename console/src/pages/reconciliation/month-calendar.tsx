import './month-calendar.css';
import { Link } from '@tanstack/react-router';
import type { ReconciledDay } from '@yifen/contract';
import { useTexts } from '../../language/define-texts.ts';
import { type DayState, judgeDay } from './judge-day.ts';
import { monthGrid } from './month-grid.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';

/** What a cell shows besides its colour. */
const signs: Readonly<Record<DayState, string>> = {
  agrees: '✓',
  differs: '≠',
  waiting: '…',
  troubled: '!',
  expired: '×',
  none: '',
};
const explained: readonly DayState[] = ['agrees', 'differs', 'waiting', 'troubled', 'expired'];

/** A month of days, each with its state; a day leads to its page. */
export function MonthCalendar({
  month,
  today,
  days,
}: {
  month: string;
  today: string;
  days: readonly ReconciledDay[];
}) {
  const text = useTexts(reconciliationTexts);
  const weekdays = text.weekdays.split(',');
  return (
    <>
      <table className="y-month">
        <caption className="y-unseen">{`${text.title} ${month}`}</caption>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthGrid(month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, index) => (
                <td key={weekdays[index]}>
                  {day !== null && (
                    <Cell day={day} today={today} found={days.find((each) => each.day === day)} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="y-row y-month__legend" aria-label={text.legend}>
        {explained.map((state) => (
          <li key={state} className="y-row">
            <span className={`y-month__sign y-month__sign--${state}`} aria-hidden="true">
              {signs[state]}
            </span>
            {text.states[state]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Cell({
  day,
  today,
  found,
}: {
  day: string;
  today: string;
  found: ReconciledDay | undefined;
}) {
  const text = useTexts(reconciliationTexts);
  const { state, openDifferences } = judgeDay(found);
  const number = String(Number(day.slice(8)));
  // Today's bill does not exist before tomorrow.
  if (day >= today) return <span className="y-month__day y-month__day--to-come">{number}</span>;
  const count = openDifferences > 0 ? `，${text.differences(openDifferences)}` : '';
  return (
    <Link
      to="/reconciliation/$day"
      params={{ day }}
      className={`y-month__day y-month__day--${state}`}
    >
      <span className="y-number">{number}</span>
      <span className="y-unseen">{`${day} ${text.states[state]}${count}`}</span>
      <span className="y-month__sign-in-day" aria-hidden="true">
        {openDifferences > 0 ? `${signs[state]} ${openDifferences}` : signs[state]}
      </span>
    </Link>
  );
}
