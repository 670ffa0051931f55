import type { useEvidence } from '../../api/order-queries.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { timelineTexts } from './timeline-texts.ts';

/** A signed statement of WeChat's, with all that somebody else needs to verify it again. */
export function EvidenceText({
  evidence,
  id,
}: {
  evidence: ReturnType<typeof useEvidence>;
  id: string | null;
}) {
  const text = useTexts(timelineTexts);
  if (evidence.error !== null) {
    return <ProblemNotice error={evidence.error} onRetry={() => evidence.refetch()} />;
  }
  if (evidence.data === undefined) return <PageSkeleton rows={3} />;
  const found = evidence.data.items.find((each) => each.id === id);
  if (found === undefined) return <p className="y-quiet">{text.missing}</p>;
  const { timestamp, nonce, serial, signature, body } = found;
  const headers = [
    { label: text.timestamp, value: timestamp },
    { label: text.nonce, value: nonce },
    { label: text.serial, value: serial },
    { label: text.signature, value: signature },
  ];
  return (
    <div className="y-evidence">
      <p className="y-quiet">{text.explain}</p>
      <dl className="y-number-list">
        {headers.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <CopyText value={value} label={label} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{text.body}</dt>
          <dd>
            <CopyText value={body} label={text.body} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
