import type { MerchantOrderDetail } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';
import { useShipment } from '../../api/order-queries.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { orderTexts } from './order-texts.ts';

const tones = { 'to-report': 'info', reported: 'good', refused: 'bad' } as const satisfies Record<
  string,
  Tone
>;

/** How the order is shipped, and whether WeChat knows. */
export function ShipmentPanel({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(orderTexts);
  const { can } = useApi();
  const { data, error, isMissing, refetch } = useShipment(order);
  if (!can('shipping:read')) return null;
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">
        {text.shipment}
        {data !== undefined && (
          <StateTag tone={tones[data.state]}>{text.shipState[data.state]}</StateTag>
        )}
      </h2>
      {order.paidAt === undefined ? (
        <p className="y-quiet">{text.notShippable}</p>
      ) : isMissing ? (
        <p className="y-quiet">{text.noShipment}</p>
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <PageSkeleton rows={2} />
      ) : (
        <ul className="y-order-lines">
          {data.parcels.map(({ itemDesc, carrier, trackingNo }) => (
            <li key={`${itemDesc} ${trackingNo ?? ''}`} className="y-order-lines__line">
              <span>
                {text.ship.methods[data.method]} {carrier} · {itemDesc}
              </span>
              {trackingNo !== null && <CopyText value={trackingNo} label={text.ship.trackingNo} />}
            </li>
          ))}
          {data.problem !== null && (
            <li className="y-quiet">
              {text.problem} <span className="y-mono">{data.problem}</span>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
