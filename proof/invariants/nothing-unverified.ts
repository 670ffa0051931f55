import { defineJudge } from './judge.ts';

const KINDS: readonly string[] = ['flipped-notification', 'flipped-answer', 'forged-notification'];

/** I16: only WeChat's own bytes are believed. */
export const nothingUnverified = defineJudge(
  'I16',
  'Nothing unverified is believed: flipping any bit of a notification or an answer changes nothing',
  function* (facts) {
    for (const { kind, note, succeeded } of facts.seen.attacks) {
      if (KINDS.includes(kind) && succeeded) yield [`${kind} was believed: ${note}`];
    }
    const sent = new Set(facts.wechat.notifications.map(({ id }) => id));
    for (const { id, source, orderId } of facts.ours.evidence) {
      if (source === 'notification' && !sent.has(id)) {
        yield [`the notification ${id} was kept, WeChat never sent it`, orderId];
      }
    }
  },
);
