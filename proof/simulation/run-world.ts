import { countMoney, type MoneyFigures } from '../invariants/count-money.ts';
import type { Facts } from '../invariants/facts.ts';
import { findViolations } from '../invariants/find-violations.ts';
import type { Violation } from '../invariants/judge.ts';
import type { PortCall } from './crash-points.ts';
import type { FaultId } from './faults.ts';
import type { Sometimes } from './reach.ts';
import { readFacts } from './read-facts.ts';
import type { TraceLine } from './trace.ts';
import { createWorld, START_MS, type World, type WorldOptions } from './world.ts';

/** One run from beginning to end. */
export interface Plan extends WorldOptions {
  /** Is safety judged after every commit of the storm? It takes several times as long. */
  readonly closely: boolean;
  /** Sets the world going. */
  begin(world: World): void;
}

/** What came of a run: plain values. */
export interface Run {
  readonly violations: readonly Violation[];
  /** Two runs of one plan must have the same. */
  readonly hash: string;
  readonly struck: readonly FaultId[];
  readonly reached: readonly Sometimes[];
  readonly calls: readonly PortCall[];
  /** Empty unless the plan keeps it. */
  readonly trace: readonly TraceLine[];
  readonly figures: RunFigures;
}

/** What a run consisted of, for the table of figures. */
export interface RunFigures extends MoneyFigures {
  readonly simulatedMs: number;
  readonly steps: number;
  readonly portCalls: number;
  readonly orders: number;
  readonly payments: number;
  readonly refunds: number;
  readonly notifications: number;
}

/** Did money come under two numbers of one order? */
function wasPaidTwice({ ours, wechat }: Facts): boolean {
  const paid = new Set(wechat.payments.map(({ outTradeNo }) => outTradeNo));
  const numbers = [...ours.orders.map(({ id, outTradeNo }) => ({ orderId: id, outTradeNo }))];
  const owners = [...numbers, ...ours.attempts]
    .filter(({ outTradeNo }) => paid.has(outTradeNo))
    .map(({ orderId }) => orderId);
  return new Set(owners).size < owners.length;
}

/** How often safety is judged while the storm lasts: what is wrong only for a time is wrong. */
const LOOKS_IN_STORM = 10;

/** Lets the storm pass; safety is judged in its midst, or after every commit when one looks closely. */
async function passStorm(world: World, plan: Plan): Promise<readonly Violation[]> {
  const seen = new Map<string, Violation>();
  let judged = world.changes();

  async function judge(): Promise<void> {
    judged = world.changes();
    for (const violation of findViolations(await readFacts(world, false))) {
      seen.set(`${violation.id} ${violation.what}`, violation);
    }
  }
  const judgeChange = async () => {
    if (world.changes() !== judged) await judge();
  };
  for (let look = 1; look <= LOOKS_IN_STORM; look += 1) {
    const untilMs = START_MS + (plan.stormMs * look) / LOOKS_IN_STORM;
    await world.scheduler.runUntil(untilMs, plan.closely ? judgeChange : undefined);
    await judge();
  }
  return [...seen.values()];
}

/** Runs a plan: a storm, then a calm in which everything has to come right, then the judges. */
export async function runWorld(plan: Plan): Promise<Run> {
  const world = await createWorld(plan);
  const { scheduler, weather, faults, journal, wechat, trace, crashPoints } = world;
  const calmAtMs = START_MS + plan.stormMs;
  const endMs = calmAtMs + plan.calmMs;
  plan.begin(world);
  const stormViolations = await passStorm(world, plan);
  faults.stop();
  weather.calm();
  journal.upPeriods.push({ fromMs: calmAtMs, toMs: endMs });
  await scheduler.runUntil(endMs);
  const facts = await readFacts(world, true);
  if (wasPaidTwice(facts)) world.reach.count('money twice for one order');
  await wechat.close();
  const mistakes = journal.mistakes.map((what) => ({ id: 'workload', what, orderId: null }));
  return {
    violations: [...mistakes, ...stormViolations, ...findViolations(facts)],
    hash: trace.hash(),
    struck: faults.struck(),
    reached: [...world.reach.seen()],
    calls: crashPoints.calls(),
    trace: trace.lines(),
    figures: {
      ...countMoney(facts),
      simulatedMs: endMs - START_MS,
      steps: scheduler.steps(),
      portCalls: crashPoints.calls().length,
      orders: facts.ours.orders.length,
      payments: facts.wechat.payments.length,
      refunds: facts.wechat.refunds.length,
      notifications: facts.wechat.notifications.length,
    },
  };
}
