import { type FaultKind, followFaultPlan, noFaults } from './faults.ts';
import { fixPicks } from './fix-picks.ts';
import { createKeyedRandom } from './keyed-random.ts';
import type { Plan } from './run-world.ts';
import { buy, HABITS, type Habit } from './workload/buy.ts';

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

/** All scenarios: every habit, both policies for late money, with and without trouble. */
export const SCENARIOS: readonly Scenario[] = HABITS.flatMap((habit) =>
  (['accept', 'refund'] as const).flatMap((latePayment) =>
    TROUBLES.map((trouble) => defineScenario(habit, latePayment, trouble)),
  ),
);

function defineScenario(
  habit: Habit,
  latePayment: 'accept' | 'refund',
  trouble: FaultKind | null,
): Scenario {
  const name = `${habit}, late money: ${latePayment}${trouble ? `, ${trouble}` : ''}`;
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
        stormMs: 35 * MINUTE_MS,
        calmMs: 30 * HOUR_MS,
        begin(world) {
          world.scheduler.at(world.scheduler.nowMs() + 1_000, 'payer 1 appears', () => {
            buy(world, 'payer 1').catch((error: unknown) =>
              world.journal.mistakes.push(`payer 1: ${error}`),
            );
          });
        },
      };
    },
  });
}
