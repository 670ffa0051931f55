import type { RefundDetail } from '@yifen/contract';
import { NumberFacts } from '../../components/number-facts.tsx';
import { stateTexts } from '../../components/state-texts.ts';
import { Time } from '../../components/time.tsx';
import { useActorName } from '../../components/use-actor-name.ts';
import { useTexts } from '../../language/define-texts.ts';
import { refundsTexts } from '../refunds/refunds-texts.ts';

/** The numbers and people of a refund. */
export function RefundFacts({ refund }: { refund: RefundDetail }) {
  const text = useTexts(refundsTexts);
  const kinds: Readonly<Record<string, string>> = useTexts(stateTexts).refundKind;
  const nameOf = useActorName();
  const numbers = [
    { label: text.outRefundNo, value: refund.outRefundNo },
    { label: text.refundId, value: refund.refundId },
    { label: text.outTradeNo, value: refund.outTradeNo },
    { label: text.transactionId, value: refund.transactionId },
  ];
  const facts = [
    { label: text.kind, value: kinds[refund.kind] ?? refund.kind },
    { label: text.requestedBy, value: nameOf(refund.requestedBy) },
    { label: text.approvedBy, value: refund.approvedBy && nameOf(refund.approvedBy) },
    { label: text.receivedBy, value: refund.receivedBy },
  ];
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.numbers}</h2>
      <dl className="y-number-list">
        <NumberFacts numbers={numbers} />
        {facts.map(
          ({ label, value }) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {refund.succeededAt !== null && (
          <div>
            <dt>{text.succeededAt}</dt>
            <dd>
              <Time at={refund.succeededAt} zone />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
