import { Link } from '@tanstack/react-router';
import type { TimelineLine } from '@yifen/contract';
import type { useEvidence } from '../../api/order-queries.ts';
import { Time } from '../../components/time.tsx';
import { nameActors, useActorName } from '../../components/use-actor-name.ts';
import { useTexts } from '../../language/define-texts.ts';
import { EvidenceText } from './evidence-text.tsx';
import { sayLine, sayNote, sayOutcome, timelineTexts } from './timeline-texts.ts';

/** One thing that happened: what, when, by whom; a signed statement unfolds. */
export function TimelineEntry({
  line,
  evidence,
  onLook,
}: {
  line: TimelineLine;
  evidence: ReturnType<typeof useEvidence>;
  onLook: () => void;
}) {
  const text = useTexts(timelineTexts);
  const nameOf = useActorName();
  const said = sayLine(line, text);
  const outcome = sayOutcome(line, text);
  const { kind, subject, by, note, at } = line;
  return (
    <li className={`y-timeline__entry y-timeline__entry--${kind}`}>
      <p className="y-timeline__what">
        {kind === 'refund' && subject !== null ? (
          <Link to="/refunds/$refundId" params={{ refundId: subject }}>
            {said}
          </Link>
        ) : (
          said
        )}
        {outcome !== null && <span className="y-timeline__outcome"> · {outcome}</span>}
      </p>
      <p className="y-quiet y-timeline__when">
        <Time at={at} zone />
        {by !== null && <> · {text.by(nameOf(by))}</>}
      </p>
      {note !== null && note !== '' && kind !== 'evidence' && (
        <p className="y-timeline__note">{nameActors(sayNote(kind, note, text), nameOf)}</p>
      )}
      {kind === 'evidence' && (
        <details onToggle={({ currentTarget }) => currentTarget.open && onLook()}>
          <summary>{text.show}</summary>
          <EvidenceText evidence={evidence} id={subject} />
        </details>
      )}
    </li>
  );
}
