import { countMoney, type MoneyFigures } from '../invariants/count-money.ts';
import { findViolations } from '../invariants/find-violations.ts';
import { groupBy } from '../invariants/index-by.ts';
import type { Violation } from '../invariants/judge.ts';
import type { Aftermath, Scenario } from './run-scenario.ts';

/** What one scenario came to. */
export interface ScenarioReport extends MoneyFigures {
  readonly scenario: string;
  readonly seed: number;
  readonly seconds: number;
  /** Purchases that were to begin in a second, and that did. */
  readonly ratePerSecond: number;
  readonly begunPerSecond: number;
  readonly orders: number;
  readonly payments: number;
  readonly refunds: number;
  readonly notifications: number;
  readonly acknowledgedButLost: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  /** What should have been seen and was not: then it proves little. */
  readonly unseen: readonly string[];
}

/** Lets the judges look, and counts. */
export function reportOn(
  { name, promises, mustSee = [] }: Pick<Scenario, 'name' | 'promises' | 'mustSee'>,
  seed: number,
  { facts, journal, begun, seconds, ratePerSecond }: Aftermath,
): ScenarioReport {
  const broken = findViolations(facts);
  const violations = broken.filter(({ id }) => promises === undefined || promises.includes(id));
  return {
    scenario: name,
    seed,
    seconds: Math.round(seconds),
    ratePerSecond,
    begunPerSecond: Math.round((begun * 10) / seconds) / 10,
    orders: facts.ours.orders.length,
    payments: facts.wechat.payments.length,
    refunds: facts.wechat.refunds.length,
    notifications: facts.wechat.notifications.length,
    ...countMoney(facts),
    acknowledgedButLost: broken.filter(({ id }) => id === 'I10').length,
    counts: Object.fromEntries(
      [...journal.counts, ...differencesOf(facts)].sort(([a], [b]) => a.localeCompare(b)),
    ),
    violations,
    unseen: mustSee.filter((what) => !journal.counts.has(what)),
  };
}

/** What reconciliation found: the days it held against the bill, and the rows by their kind. */
function differencesOf({ ours }: Aftermath['facts']): readonly (readonly [string, number])[] {
  const kinds = groupBy(ours.differences, ({ kind }) => kind);
  return [
    ['days reconciled', ours.reconciledDays.length],
    ...[...kinds].map(([kind, rows]) => [`difference: ${kind}`, rows.length] as const),
  ];
}

/** Tells what happened around one order, from all that was seen. */
export function tellStory(violation: Violation, { facts, journal }: Aftermath): string {
  const order = facts.ours.orders.find(({ id }) => id === violation.orderId);
  const events = facts.ours.events.filter(({ ownerId }) => ownerId === order?.id);
  const reads = facts.seen.reads.filter(({ orderId }) => orderId === order?.id);
  const own = [
    ...events.map(({ atMs, name, to }) => ({ atMs, text: `our history: ${name}, now ${to}` })),
    ...reads.map(({ askedAtMs: atMs, state }) => ({ atMs, text: `somebody read: ${state}` })),
    ...facts.wechat.payments
      .filter(({ outTradeNo }) => outTradeNo === order?.outTradeNo)
      .map(({ paidAtMs: atMs, amountFen }) => ({ atMs, text: `WeChat took ${amountFen} fen` })),
    ...facts.wechat.notifications
      .filter(({ outTradeNo }) => outTradeNo === order?.outTradeNo)
      .map(({ acknowledgedAtMs, id }) => ({
        atMs: acknowledgedAtMs ?? facts.nowMs,
        text: `the notification ${id} ${acknowledgedAtMs === null ? 'was never taken' : 'was acknowledged'}`,
      })),
  ];
  const [firstMs, lastMs] = [Math.min(...own.map(({ atMs }) => atMs)), facts.nowMs];
  const around = journal.story.filter(({ atMs }) => atMs >= firstMs - 5_000 && atMs <= lastMs);
  const lines = [...own, ...(own.length > 0 ? around : [])].sort((a, b) => a.atMs - b.atMs);
  const told = lines.map(({ atMs, text }) => `  ${new Date(atMs).toISOString()}  ${text}`);
  return [`${violation.id}: ${violation.what}`, ...told.slice(0, 80)].join('\n');
}
