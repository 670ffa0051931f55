import type { RefundDetail } from '@yifen/contract';
import { Time } from '../../components/time.tsx';
import { nameActors, useActorName } from '../../components/use-actor-name.ts';
import { useTexts } from '../../language/define-texts.ts';
import { sayLine, timelineTexts } from '../order/timeline-texts.ts';
import { refundsTexts } from '../refunds/refunds-texts.ts';

/** What happened to a refund and by whom, newest first. */
export function RefundHistory({ refund }: { refund: RefundDetail }) {
  const text = useTexts(refundsTexts);
  const sentences = useTexts(timelineTexts);
  const nameOf = useActorName();
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.history}</h2>
      <ol className="y-timeline">
        {[...refund.history].reverse().map(({ name, at, by, note }) => (
          <li key={`${at} ${name}`} className="y-timeline__entry y-timeline__entry--refund">
            <p className="y-timeline__what">{sayLine({ kind: 'refund', name }, sentences)}</p>
            <p className="y-quiet y-timeline__when">
              <Time at={at} zone /> · {text.by(nameOf(by))}
            </p>
            {note !== null && note !== '' && (
              <p className="y-timeline__note">{nameActors(note, nameOf)}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
