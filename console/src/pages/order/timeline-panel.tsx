import type { MerchantOrderDetail } from '@yifen/contract';
import { useState } from 'react';
import { useEvidence, useTimeline } from '../../api/order-queries.ts';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { TimelineEntry } from './timeline-entry.tsx';
import { timelineTexts } from './timeline-texts.ts';

/** All that happened, newest first, with WeChat's signed words to unfold. */
export function TimelinePanel({ order }: { order: MerchantOrderDetail }) {
  const text = useTexts(timelineTexts);
  const timeline = useTimeline(order.id);
  const [isLooking, setLooking] = useState(false);
  const evidence = useEvidence(order.id, isLooking);
  const lines = [...(timeline.data?.items ?? [])].reverse();
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.title}</h2>
      {timeline.isPending && <PageSkeleton rows={6} />}
      {timeline.error !== null && (
        <ProblemNotice error={timeline.error} onRetry={() => timeline.refetch()} />
      )}
      {timeline.isSuccess && lines.length === 0 && <p className="y-quiet">{text.empty}</p>}
      <ol className="y-timeline">
        {lines.map((line) => (
          <TimelineEntry
            key={`${line.at} ${line.kind} ${line.name} ${line.subject ?? ''}`}
            line={line}
            evidence={evidence}
            onLook={() => setLooking(true)}
          />
        ))}
      </ol>
    </section>
  );
}
