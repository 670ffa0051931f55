import { Link } from '@tanstack/react-router';
import type { RefundDetail } from '@yifen/contract';
import { usePreference } from '../../app/create-preference.ts';
import { Money } from '../../components/money.tsx';
import { RefundStateTag } from '../../components/refund-state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { language } from '../../language/language.ts';
import { refundsTexts } from '../refunds/refunds-texts.ts';

/** The amount, the state, why, and what a person should do when it does not move. */
export function RefundHead({ refund }: { refund: RefundDetail }) {
  const text = useTexts(refundsTexts);
  const spoken = usePreference(language);
  return (
    <section className="y-panel y-order__head" aria-label={text.columns.refund}>
      <div className="y-row">
        <p className="y-order__amount">
          <Money fen={refund.amountFen} />
        </p>
        <RefundStateTag state={refund.state} />
        <span className="y-quiet">{text.of(formatYuan(refund.totalFen))}</span>
      </div>
      <p className="y-order__description">{refund.reason}</p>
      <Link to="/orders/$orderId" params={{ orderId: refund.orderId }}>
        {text.order}
      </Link>
      {refund.advice !== null && (
        <p className="y-note y-note--warn">
          <strong>{text.advice}</strong>
          {refund.advice[spoken]}
        </p>
      )}
      {refund.problem !== null && (
        <p className="y-quiet">
          {text.problem} <span className="y-mono">{refund.problem}</span>
        </p>
      )}
    </section>
  );
}
