import { DAY_MS, startOfDayMs } from '../ledger/beijing-day.ts';
import type { BillPayment, BillRefund, TradeTotals } from '../ledger/bill-line.ts';
import type { FoundDifference } from '../ledger/difference.ts';
import { createTradeMatcher, type TradeMatcher } from '../ledger/match-trade-bill.ts';
import type { BillFile, BookPage, BookWish, Ports, Reconciliation } from '../ports.ts';
import { dateRefund } from './date-refund.ts';
import { type LineOutcome, reconcilePayment } from './reconcile-payment.ts';
import { reconcileRefund } from './reconcile-refund.ts';
import { ReconciliationProblem } from './reconciliation-problem.ts';

/** How many rows of our books are read at once: so few that they die young. */
const PAGE = 1_000;
/** After how many rows progress is told. */
const STEP = 10_000;
/** How many questions are under way at once. */
const QUESTIONS = 4;
/** More than this is no longer a matter of single rows: the day is not finished, and says why. */
const MOST_FINDINGS = 50_000;

/** What holding a day against a bill came to. */
export interface BillComparison<Totals> {
  readonly file: BillFile | null;
  readonly totals: Totals;
  readonly differences: readonly FoundDifference[];
}

/** Is told how far a reconciliation has come; what it throws ends the run. */
export type OnProgress = (progress: {
  /** Payments and refunds of ours that were read. */
  readonly ourRows: number;
  readonly billRows: number;
}) => void;

/**
 * Holds one day of our books against WeChat's trade bill: payments by success time, refunds by acceptance time. Our
 * side is read first, then the bill row by row; what does not match is looked into once the whole file agreed with its
 * hash.
 *
 * @throws PlatformFailure `STATEMENT_CREATING` and whatever keeps WeChat from answering
 * @throws ReconciliationProblem `TOO_MANY_DIFFERENCES`
 */
export async function reconcileTradeBill(
  ports: Ports,
  { day }: Pick<Reconciliation, 'day'>,
  onProgress: OnProgress = () => undefined,
): Promise<BillComparison<TradeTotals>> {
  const fromMs = startOfDayMs(day);
  const untilMs = fromMs + DAY_MS;
  const isOfDay = (atMs: number) => atMs >= fromMs && atMs < untilMs;
  await dateRefunds(ports);
  const wish = { merchantId: ports.settings.merchantId, fromMs, untilMs };
  const matcher = createTradeMatcher({ ignoredPrefixes: ports.settings.billIgnoredPrefixes ?? [] });
  let ourRows = 0;
  const tell = (billRows: number) => onProgress({ ourRows, billRows });
  for await (const each of read(wish, ports.store.listBookedPayments)) {
    matcher.expectPayment(each);
    ourRows += 1;
    if (ourRows % STEP === 0) tell(0);
  }
  for await (const each of read(wish, ports.store.listBookedRefunds)) {
    matcher.expectRefund(each);
    ourRows += 1;
    if (ourRows % STEP === 0) tell(0);
  }

  const bill = ports.platform.readTradeBill(day);
  const { differences, unmatched, states } = await readBill(bill.lines, matcher, tell);
  const look = (line: BillPayment | BillRefund): Promise<LineOutcome> =>
    line.kind === 'payment'
      ? reconcilePayment(ports, line, isOfDay)
      : reconcileRefund(ports, line, isOfDay);
  // A refund of a payment that we had missed finds it in the books.
  for (const kind of ['payment', 'refund'] as const) {
    const lines = unmatched.filter((line) => line.kind === kind);
    for await (const { line, outcome } of lookInto(lines, look)) {
      if (outcome.isOurs) matcher.accept(line);
      if (outcome.covers !== null) matcher.coverPayment(outcome.covers);
      if (outcome.difference !== null) differences.push(outcome.difference);
    }
  }
  for await (const { outcome } of lookInto(states, look)) {
    if (outcome.difference !== null) differences.push(outcome.difference);
  }
  if (matcher.missing() > 0) {
    const keep = (difference: FoundDifference | null) => {
      if (difference !== null) differences.push(difference);
      refuseTooMany(differences.length);
    };
    for await (const each of read(wish, ports.store.listBookedPayments)) {
      keep(matcher.missedPayment(each));
    }
    for await (const each of read(wish, ports.store.listBookedRefunds)) {
      keep(matcher.missedRefund(each));
    }
  }
  return { file: bill.file(), totals: matcher.totals(), differences };
}

/** Notifications do not say when a refund was accepted: without that moment it would be of no day. */
async function dateRefunds(ports: Ports): Promise<void> {
  const undated = await ports.store.listUndatedRefunds(ports.settings.merchantId, 1_000);
  for (const refund of undated) await dateRefund(ports, refund);
}

async function readBill(
  lines: ReturnType<Ports['platform']['readTradeBill']>['lines'],
  matcher: TradeMatcher,
  tell: (billRows: number) => void,
) {
  const differences: FoundDifference[] = [];
  const unmatched: (BillPayment | BillRefund)[] = [];
  const states: BillRefund[] = [];
  let billRows = 0;
  for await (const line of lines) {
    billRows += 1;
    if (billRows % STEP === 0) tell(billRows);
    const finding = matcher.read(line);
    if (finding === null) continue;
    if (finding.kind === 'unmatched') unmatched.push(finding.line);
    else if (finding.kind === 'state') states.push(finding.line);
    else differences.push(finding.difference);
    refuseTooMany(differences.length + unmatched.length + states.length);
  }
  tell(billRows);
  return { differences, unmatched, states };
}

/** Looks into lines, a few at once; the outcomes come in the order of the lines. */
async function* lookInto<Line extends BillPayment | BillRefund>(
  lines: readonly Line[],
  look: (line: Line) => Promise<LineOutcome>,
): AsyncGenerator<{ readonly line: Line; readonly outcome: LineOutcome }> {
  for (let from = 0; from < lines.length; from += QUESTIONS) {
    const some = lines.slice(from, from + QUESTIONS);
    const outcomes = await Promise.all(
      some.map(async (line) => ({ line, outcome: await look(line) })),
    );
    yield* outcomes;
  }
}

async function* read<T>(
  wish: Omit<BookWish, 'after' | 'limit'>,
  list: (wish: BookWish) => Promise<BookPage<T>>,
): AsyncGenerator<T> {
  let after: BookWish['after'] = null;
  do {
    const page: BookPage<T> = await list({ ...wish, after, limit: PAGE });
    yield* page.items;
    after = page.next;
  } while (after !== null);
}

function refuseTooMany(count: number): void {
  if (count <= MOST_FINDINGS) return;
  throw new ReconciliationProblem(
    'TOO_MANY_DIFFERENCES',
    `more than ${MOST_FINDINGS} rows disagree: is this the right merchant, and are the numbers of other systems ignored?`,
  );
}
