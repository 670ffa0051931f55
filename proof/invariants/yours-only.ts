import { defineJudge } from './judge.ts';

/** I18: nobody sees or touches another's things, or learns that they are there. */
export const yoursOnly = defineJudge(
  'I18',
  'No route lets one principal read or change another’s things; “not yours” is byte-identical to “not there”',
  function* (facts) {
    for (const { kind, note, succeeded, sameAsAbsent } of facts.seen.attacks) {
      if (kind !== 'foreign-access') continue;
      if (succeeded) yield [`another's things were reached: ${note}`];
      if (sameAsAbsent === false) yield [`“not yours” differs from “not there”: ${note}`];
    }
  },
);
