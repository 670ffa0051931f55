import './difference-card.css';
import { Link } from '@tanstack/react-router';
import type { Difference } from '@yifen/contract';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { usePreference } from '../../app/create-preference.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { Money } from '../../components/money.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useActorName } from '../../components/use-actor-name.ts';
import { useTexts } from '../../language/define-texts.ts';
import { language } from '../../language/language.ts';
import { differenceKindTexts } from './difference-kind-texts.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';
import { ResolveDifference } from './resolve-difference.tsx';

/** One inequality: what each side says, what probably led to it, and how it is settled. */
export function DifferenceCard({
  difference,
  showDay,
}: {
  difference: Difference;
  /** Where days are mixed. */
  showDay: boolean;
}) {
  const text = useTexts(reconciliationTexts);
  const kinds = useTexts(differenceKindTexts) as Readonly<Record<string, string>>;
  const spoken = usePreference(language);
  const { can } = useApi();
  const { oursFen, billFen, day, bill } = difference;
  return (
    <article className="y-difference" aria-label={kinds[difference.kind] ?? difference.kind}>
      <header className="y-difference__head">
        <h3>{kinds[difference.kind] ?? difference.kind}</h3>
        <span className="y-quiet">
          {showDay && (
            <Link to="/reconciliation/$day" params={{ day }}>
              {day}
            </Link>
          )}{' '}
          {text.bills[bill]}
        </span>
      </header>
      <div className="y-difference__sides">
        <Side name={text.ours} fen={oursFen} state={difference.ourState} />
        <Side name={text.wechat} fen={billFen} state={difference.billState} />
        {oursFen !== null && billFen !== null && (
          <Side name={text.gap} fen={billFen - oursFen} strong />
        )}
      </div>
      <p className="y-difference__advice">
        <b>{text.advice}</b>
        {difference.advice[spoken]}
      </p>
      <dl className="y-difference__numbers">
        <NumberLine name={text.outTradeNo} value={difference.outTradeNo}>
          {difference.outTradeNo !== null && oursFen !== null && can('orders:read') && (
            <Link to="/orders" search={{ number: difference.outTradeNo }}>
              {text.order}
            </Link>
          )}
        </NumberLine>
        <NumberLine name={text.transactionId} value={difference.transactionId} />
        <NumberLine name={text.outRefundNo} value={difference.outRefundNo} />
        <NumberLine name={text.note} value={difference.note} />
      </dl>
      <footer className="y-difference__foot">
        {difference.state === 'open' ? (
          <>
            <span className="y-quiet">
              {text.firstSeen} <Time at={difference.firstSeenAt} precision="minute" zone />
            </span>
            {can('bills:write') ? (
              <ResolveDifference difference={difference} />
            ) : (
              <span className="y-quiet">{text.forbidden}</span>
            )}
          </>
        ) : (
          <Settled difference={difference} />
        )}
      </footer>
    </article>
  );
}

function Settled({ difference }: { difference: Difference }) {
  const text = useTexts(reconciliationTexts);
  const nameOf = useActorName();
  const { resolution, resolvedBy, reason } = difference;
  return (
    <div className="y-row">
      <StateTag tone="good">{text.resolved}</StateTag>
      {resolution !== null && <span>{text.resolutions[resolution]}</span>}
      {resolution === 'by-hand' && resolvedBy !== null && (
        <span>{text.by(nameOf(resolvedBy))}</span>
      )}
      <Time at={difference.resolvedAt} precision="minute" zone />
      {reason !== null && <q>{reason}</q>}
    </div>
  );
}

function Side({
  name,
  fen,
  state = null,
  strong = false,
}: {
  name: string;
  fen: number | null;
  state?: string | null;
  strong?: boolean;
}) {
  const text = useTexts(reconciliationTexts);
  return (
    <div className={strong ? 'y-difference__side y-difference__side--gap' : 'y-difference__side'}>
      <span className="y-quiet">{name}</span>
      {fen === null ? <span>{text.missing}</span> : <Money fen={fen} />}
      {state !== null && <span className="y-quiet y-mono">{state}</span>}
    </div>
  );
}

function NumberLine({
  name,
  value,
  children,
}: {
  name: string;
  value: string | null;
  children?: ReactNode;
}) {
  if (value === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="y-row">
        <CopyText value={value} label={name} />
        {children}
      </dd>
    </div>
  );
}
