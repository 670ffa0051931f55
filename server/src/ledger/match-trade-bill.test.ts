import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BillPayment, BillRefund, TradeLine } from './bill-line.ts';
import type { FoundDifference } from './difference.ts';
import {
  type BookedPayment,
  type BookedRefund,
  createTradeMatcher,
  type LineFinding,
} from './match-trade-bill.ts';

interface Books {
  readonly payments: readonly BookedPayment[];
  readonly refunds: readonly BookedRefund[];
}

const payment = (number: number, amountFen = 100 + number): BookedPayment => ({
  outTradeNo: `Y${number}`,
  transactionId: `42${number}`,
  amountFen,
});

const refund = (number: number, amountFen = 1 + number): BookedRefund => ({
  outTradeNo: `Y${number}`,
  outRefundNo: `R${number}`,
  amountFen,
  state: 'succeeded',
});

function linesOf({ payments, refunds }: Books): (BillPayment | BillRefund)[] {
  return [
    ...payments.map((each) => ({
      ...each,
      kind: 'payment' as const,
      atMs: 0,
      settlementFen: each.amountFen,
      feeMilliFen: 600,
    })),
    ...refunds.map(({ state: _, ...each }) => ({
      ...each,
      kind: 'refund' as const,
      atMs: 0,
      transactionId: `42${each.outTradeNo.slice(1)}`,
      refundId: `50${each.outRefundNo}`,
      status: 'succeeded' as const,
      settlementFen: each.amountFen,
      feeMilliFen: -600,
    })),
  ];
}

/** What holding books against lines comes to; an unmatched line counts as its missing-here difference. */
function compare(books: Books, lines: readonly TradeLine[], ignoredPrefixes: string[] = []) {
  const matcher = createTradeMatcher({ ignoredPrefixes });
  for (const each of books.payments) matcher.expectPayment(each);
  for (const each of books.refunds) matcher.expectRefund(each);
  const findings = lines.map((line) => matcher.read(line)).filter((each) => each !== null);
  const missed = [
    ...books.payments.map((each) => matcher.missedPayment(each)),
    ...books.refunds.map((each) => matcher.missedRefund(each)),
  ].filter((each) => each !== null);
  return { found: [...findings.map(nameOf), ...missed.map(nameOfDifference)], matcher };
}

function nameOf(finding: NonNullable<LineFinding>): string {
  if (finding.kind !== 'unmatched') return nameOfDifference(finding.difference);
  const { line } = finding;
  return line.kind === 'payment'
    ? `payment-missing-here ${line.transactionId}`
    : `refund-missing-here ${line.outRefundNo}`;
}

const nameOfDifference = ({ kind, reference }: FoundDifference): string => `${kind} ${reference}`;

/** Books of a day, and a shuffled bill that agrees with them. */
const days = fc.record({ payments: fc.nat(40), refunds: fc.nat(20) }).chain((sizes) => {
  const books: Books = {
    payments: Array.from({ length: sizes.payments }, (_, index) => payment(index)),
    refunds: Array.from({ length: sizes.refunds }, (_, index) => refund(index)),
  };
  const lines = linesOf(books);
  return fc.record({
    books: fc.constant(books),
    lines: fc.shuffledSubarray(lines, { minLength: lines.length }),
    at: fc.nat(),
  });
});

/** Each way to spoil a bill that is at hand for a line, and the one difference it must give. */
const spoilings: readonly [
  name: string,
  spoil: (lines: readonly (BillPayment | BillRefund)[], at: number) => TradeLine[],
  expected: (line: BillPayment | BillRefund) => string,
][] = [
  [
    'left out',
    (lines, at) => lines.filter((_, index) => index !== at),
    (line) =>
      line.kind === 'payment'
        ? `payment-missing-in-bill ${line.transactionId}`
        : `refund-missing-in-bill ${line.outRefundNo}`,
  ],
  [
    'one fen too high',
    (lines, at) =>
      lines.map((line, index) =>
        index === at ? { ...line, amountFen: line.amountFen + 1 } : line,
      ),
    (line) =>
      line.kind === 'payment'
        ? `amount-differs ${line.transactionId}`
        : `refund-amount-differs ${line.outRefundNo}`,
  ],
  [
    'under another order number',
    (lines, at) =>
      lines.map((line, index) => (index === at ? { ...line, outTradeNo: 'Yother' } : line)),
    (line) =>
      `reference-differs ${line.kind === 'payment' ? line.transactionId : line.outRefundNo}`,
  ],
  [
    'there twice',
    (lines, at) => lines.flatMap((line, index) => (index === at ? [line, line] : [line])),
    (line) =>
      `duplicate-row ${line.kind} ${line.kind === 'payment' ? line.transactionId : line.outRefundNo} #2`,
  ],
];

describe('I08 createTradeMatcher', () => {
  it('finds nothing when nothing differs, in whatever order the bill comes', () => {
    fc.assert(
      fc.property(days, ({ books, lines }) => {
        const { found, matcher } = compare(books, lines);
        expect(found).toEqual([]);
        const totals = matcher.totals();
        expect([totals.ourPayments, totals.ourRefunds]).toEqual([
          totals.billPayments,
          totals.billRefunds,
        ]);
        expect(totals.ourPaymentsFen).toBe(totals.billPaymentsFen);
        expect(totals.ourRefundsFen).toBe(totals.billRefundsFen);
      }),
    );
  });

  it.each(spoilings)('finds exactly one difference for a row that is %s', (_, spoil, expected) => {
    fc.assert(
      fc.property(days, ({ books, lines, at }) => {
        fc.pre(lines.length > 0);
        const index = at % lines.length;
        const line = lines[index];
        if (line === undefined) return;
        expect(compare(books, spoil(lines, index)).found).toEqual([expected(line)]);
      }),
    );
  });

  it('finds exactly one difference for a row too many, and another for its copy', () => {
    fc.assert(
      fc.property(days, ({ books, lines, at }) => {
        const [stranger] = linesOf({ payments: [payment(1_000)], refunds: [] });
        const [alien] = linesOf({ payments: [], refunds: [refund(1_000)] });
        if (stranger === undefined || alien === undefined) return;
        const spoilt = [...lines];
        spoilt.splice(at % (lines.length + 1), 0, stranger, alien, stranger);
        expect(compare(books, spoilt).found).toEqual([
          'payment-missing-here 421000',
          'refund-missing-here R1000',
          'duplicate-row payment 421000 #2',
        ]);
      }),
    );
  });

  it('finds as many differences as there are, whatever is spoilt together', () => {
    const books = {
      payments: Array.from({ length: 3_000 }, (_, index) => payment(index)),
      refunds: Array.from({ length: 3_000 }, (_, index) => refund(index)),
    };
    const spoilt = spoilings.reduce<TradeLine[]>(
      (lines, [, spoil], index) => spoil(lines as BillPayment[], 100 * (index + 1)),
      linesOf(books),
    );
    expect(compare(books, spoilt).found).toHaveLength(spoilings.length);
  });

  it('takes three of the same row for two too many', () => {
    const books = { payments: [payment(1)], refunds: [] };
    const [line] = linesOf(books);
    if (line === undefined) throw new Error('no line');
    expect(compare(books, [line, line, line]).found).toEqual([
      'duplicate-row payment 421 #2',
      'duplicate-row payment 421 #3',
    ]);
    const many = compare(
      books,
      Array.from({ length: 100 }, () => line),
    );
    expect(new Set(many.found).size).toBe(99);
  });

  it('passes over numbers that belong to another system, and counts them', () => {
    const books = { payments: [payment(1)], refunds: [] };
    const foreign = { payments: [{ ...payment(2), outTradeNo: 'POS-2' }], refunds: [] };
    const { found, matcher } = compare(books, [...linesOf(books), ...linesOf(foreign)], ['POS-']);
    expect(found).toEqual([]);
    expect(matcher.totals()).toMatchObject({ billPayments: 2, ourPayments: 1, ignoredRows: 1 });
  });

  it('does not miss a closed refund in a bill, nor a revoked payment code in the books', () => {
    const books: Books = { payments: [], refunds: [{ ...refund(1), state: 'closed' }] };
    expect(compare(books, [{ kind: 'other' }]).found).toEqual([]);
  });

  it('asks about a refund that the bill shows in another state than it can be in', () => {
    const books: Books = { payments: [], refunds: [{ ...refund(1), state: 'processing' }] };
    const matcher = createTradeMatcher({ ignoredPrefixes: [] });
    for (const each of books.refunds) matcher.expectRefund(each);
    const [line] = linesOf(books);
    if (line === undefined) throw new Error('no line');
    expect(matcher.read(line)).toMatchObject({
      kind: 'state',
      difference: { ourState: 'processing', billState: 'succeeded' },
    });
  });

  it('adds up what must have moved on the account: payments less refunds less fees', () => {
    const books: Books = { payments: [payment(1, 1_000)], refunds: [refund(1, 300)] };
    const closed = linesOf({ payments: [], refunds: [refund(2, 50)] }).map((line) => ({
      ...line,
      status: 'closed' as const,
    }));
    const { matcher } = compare(books, [...linesOf(books), ...(closed as BillRefund[])]);
    expect(matcher.totals()).toMatchObject({
      billNetMilliFen: 1_000_000 - 600 - (300_000 - 600),
      billRefundsFen: 350,
    });
  });
});
