import { type FaultKind, followFaultPlan, noFaults } from './faults.ts';
import { fixPicks } from './fix-picks.ts';
import { createKeyedRandom } from './keyed-random.ts';
import type { Plan } from './run-world.ts';
import type { Actor } from './workload/actor.ts';
import { buy, HABITS, type Habit } from './workload/buy.ts';
import { meddle } from './workload/meddle.ts';
import { refund } from './workload/refund.ts';
import { reprice } from './workload/reprice.ts';

/** One payer, one way of paying, at most one kind of fault that always strikes: small enough to crash everywhere. */
export interface Scenario {
  readonly name: string;
  /** The plan, crashing nowhere. */
  plan(): Omit<Plan, 'crashAt'>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What may go wrong in a scenario beside the crash. */
const TROUBLES: readonly (FaultKind | null)[] = [null, 'notification-lost', 'answer-lost'];
const POLICIES = ['accept', 'refund'] as const;
/** Who else acts: a shop that gives back, one that changes the price, somebody in WeChat's console. */
const OTHERS: Readonly<Record<string, Actor>> = { shop: refund, haggler: reprice, meddler: meddle };

/**
 * All scenarios: every habit, both policies for late money, with and without trouble; money that comes after the close;
 * and a plain purchase with each of those who may meddle with it.
 */
export const SCENARIOS: readonly Scenario[] = [
  ...HABITS.flatMap((habit) =>
    POLICIES.flatMap((latePayment) =>
      TROUBLES.map((trouble) => defineScenario({ habit, latePayment, trouble, other: null })),
    ),
  ),
  ...POLICIES.map((latePayment) =>
    defineScenario({
      habit: 'cancel-while-typing',
      latePayment,
      trouble: 'payment-late',
      other: null,
    }),
  ),
  ...Object.keys(OTHERS).map((other) =>
    defineScenario({ habit: 'plain', latePayment: 'accept', trouble: null, other }),
  ),
];

function defineScenario({
  habit,
  latePayment,
  trouble,
  other,
}: {
  readonly habit: Habit;
  readonly latePayment: 'accept' | 'refund';
  readonly trouble: FaultKind | null;
  readonly other: string | null;
}): Scenario {
  const details = [trouble, other].flatMap((detail) => (detail === null ? [] : [`, ${detail}`]));
  const name = `${habit}, late money: ${latePayment}${details.join('')}`;
  return Object.freeze({
    name,
    plan(): Omit<Plan, 'crashAt'> {
      const random = fixPicks(createKeyedRandom(1), {
        'habit payer 1': habit,
        'choice payer 1': 'pay',
      });
      const strengths = {
        ...noFaults(),
        ...(trouble && { [trouble]: trouble === 'answer-lost' ? 0.3 : 1 }),
      };
      return {
        random,
        faults: followFaultPlan(random, strengths),
        servers: 1,
        latePayment,
        keepTrace: false,
        closely: false,
        stormMs: 35 * MINUTE_MS,
        calmMs: 30 * HOUR_MS,
        begin(world) {
          world.scheduler.at(world.scheduler.nowMs() + 1_000, 'payer 1 appears', () => {
            buy(world, 'payer 1').catch((error: unknown) =>
              world.journal.mistakes.push(`payer 1: ${error}`),
            );
          });
          const act = other === null ? undefined : OTHERS[other];
          if (act === undefined) return;
          world.scheduler.at(world.scheduler.nowMs() + 2_000, `${other} appears`, () => {
            act(world, `${other}`).catch((error: unknown) =>
              world.journal.mistakes.push(`${other}: ${error}`),
            );
          });
        },
      };
    },
  });
}
