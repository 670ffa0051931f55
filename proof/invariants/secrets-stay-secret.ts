import { defineJudge } from './judge.ts';

/** I20: what is secret is said nowhere, and nobody is called who was not checked. */
export const secretsStaySecret = defineJudge(
  'I20',
  'Planted secrets appear in no log, error, answer, trace, metric or clear column; connections go to checked addresses only',
  function* (facts) {
    for (const { place, text } of [...facts.seen.said, ...facts.ours.texts]) {
      const leaked = facts.seen.canaries.filter((canary) => text.includes(canary)).length;
      // The secret itself does not belong into a report either.
      if (leaked > 0) yield [`${leaked} of the planted secrets stand in ${place}`];
    }
    for (const { host, port, allowed } of facts.seen.connections) {
      if (!allowed) yield [`a connection went to ${host}:${port}`];
    }
  },
);
