import { type BookLine, ourBook, wechatBook } from './book-lines.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';

/** I08: per merchant and Beijing day both books hold the same lines, or exactly one difference says so. */
export const booksEqualBill = defineJudge(
  'I08',
  'Books equal bill per merchant and Beijing day; each inequality is exactly one difference row; WeChat’s accounts hold what the payments left',
  function* (facts) {
    yield* doubledDifferences(facts);
    if (!facts.settled) return;
    yield* unequalLines(facts);
    yield* unequalAccounts(facts);
  },
);

function* doubledDifferences(facts: Facts): Iterable<Finding> {
  const open = facts.ours.differences.filter((each) => each.open);
  const keyOf = (each: (typeof open)[number]) =>
    `${each.merchantId} ${each.day} ${each.kind} ${each.reference}`;
  for (const [key, same] of groupBy(open, keyOf)) {
    if (same.length > 1) yield [`${same.length} open differences for one inequality: ${key}`];
  }
}

function* unequalLines(facts: Facts): Iterable<Finding> {
  const ours = groupBy(ourBook(facts), keyOf);
  const theirs = groupBy(wechatBook(facts), keyOf);
  const differences = groupBy(facts.ours.differences, ({ reference }) => reference);
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [own, bill] = [ours.get(key) ?? [], theirs.get(key) ?? []];
    const line = own[0] ?? bill[0];
    const isEqual =
      own.length === 1 &&
      bill.length === 1 &&
      own[0]?.amountFen === bill[0]?.amountFen &&
      own[0]?.day === bill[0]?.day;
    if (isEqual || !line || differences.has(line.reference)) continue;
    yield [`${key}: we have ${describe(own)}, the bill ${describe(bill)}`, own[0]?.orderId];
  }
}

function keyOf({ mchid, kind, reference }: BookLine): string {
  return `${mchid} ${kind} ${reference}`;
}

function describe(lines: readonly BookLine[]): string {
  if (lines.length === 0) return 'nothing';
  return lines.map(({ amountFen, day }) => `${amountFen} fen on ${day}`).join(' and ');
}

/** What was there, plus what was paid, less what was given back, is what is there. */
function* unequalAccounts(facts: Facts): Iterable<Finding> {
  for (const { mchid, openingFen, balanceFen } of facts.wechat.accounts ?? []) {
    const paidFen = facts.wechat.payments
      .filter((payment) => payment.mchid === mchid)
      .reduce((sum, { amountFen, feeFen }) => sum + amountFen - feeFen, 0);
    const backFen = facts.wechat.refunds
      .filter((refund) => refund.mchid === mchid && refund.status !== 'CLOSED')
      .reduce((sum, { amountFen, feeFen }) => sum + amountFen - feeFen, 0);
    const wantedFen = openingFen + paidFen - backFen;
    if (balanceFen !== wantedFen) {
      yield [`the account ${mchid} holds ${balanceFen} fen, ${wantedFen} should be there`];
    }
  }
}
