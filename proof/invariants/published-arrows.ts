import { ORDER_TRANSITIONS, REFUND_TRANSITIONS } from '@yifen/server';
import type { EventFact } from './facts.ts';
import { defineJudge, type Finding } from './judge.ts';

type Arrows = readonly (readonly [string | null, string, string])[];

/** I12: only what is published can happen. */
export const publishedArrows = defineJudge(
  'I12',
  'Every line of history is an arrow of the published state table',
  function* (facts) {
    yield* strayArrows(facts.ours.events, ORDER_TRANSITIONS);
    yield* strayArrows(facts.ours.refundEvents, REFUND_TRANSITIONS);
  },
);

function* strayArrows(events: readonly EventFact[], arrows: Arrows): Iterable<Finding> {
  const published = new Set(arrows.map((arrow) => arrow.join(' ')));
  for (const { from, name, to, ownerId } of events) {
    if (published.has([from, name, to].join(' '))) continue;
    yield [`${ownerId} went from ${from} by ${name} to ${to}`, ownerId];
  }
}
