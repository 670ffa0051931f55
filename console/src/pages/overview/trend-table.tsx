import type { Overview } from '@yifen/contract';
import { Money } from '../../components/money.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatCount } from '../../language/format-count.ts';
import { overviewTexts } from './overview-texts.ts';

/** The figures of the chart. */
export function TrendTable({
  buckets,
  labelOf,
}: {
  buckets: Overview['buckets'];
  labelOf: (at: string) => string;
}) {
  const text = useTexts(overviewTexts);
  return (
    <table className="y-plain-table">
      <thead>
        <tr>
          <th scope="col">{text.at}</th>
          <th scope="col">{text.orders}</th>
          <th scope="col">{text.paidColumn}</th>
          <th scope="col">{text.refundedColumn}</th>
        </tr>
      </thead>
      <tbody>
        {buckets.map(({ at, created, paidFen, refundedFen }) => (
          <tr key={at}>
            <th scope="row" className="y-number">
              {labelOf(at)}
            </th>
            <td className="y-number">{formatCount(created)}</td>
            <td>
              <Money fen={paidFen} />
            </td>
            <td>
              <Money fen={refundedFen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
