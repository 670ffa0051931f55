import { defineJudge } from './judge.ts';

/** I19: keys change under load and nothing genuine is refused for good. */
export const rotationLosesNothing = defineJudge(
  'I19',
  'While keys rotate no genuine notification is refused for good and no forged one is accepted',
  function* (facts) {
    const urls = new Set(facts.merchants.map(({ notifyUrl }) => notifyUrl));
    for (const { id, url, outTradeNo, state } of facts.wechat.notifications) {
      if (!urls.has(url)) continue;
      if (state === 'exhausted') yield [`the notification ${id} of ${outTradeNo} was never taken`];
      if (facts.settled && state === 'pending') {
        yield [`the notification ${id} of ${outTradeNo} is still not taken`];
      }
    }
    for (const { kind, note, succeeded } of facts.seen.attacks) {
      if (kind === 'forged-notification' && succeeded) yield [`a forged one was taken: ${note}`];
    }
  },
);
