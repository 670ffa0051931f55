import type { Facts } from './facts.ts';
import type { Violation } from './judge.ts';
import { judges } from './judges.ts';

/** Lets all twenty judges look at the facts; an empty list is what is wanted. */
export function findViolations(facts: Facts): readonly Violation[] {
  return judges.flatMap((judge) => judge.judge(facts));
}
