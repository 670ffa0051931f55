import { type Call, call, type Dice, type StepKind, type View } from '../call.ts';
import { CLAIMED, limitOf, merchantOf, recentOf, textOf } from './pools.ts';

type Result = Parameters<typeof call<'finishReconciliation'>>[2];
type Found = Result['differences'][number];
type Key = Parameters<typeof call<'findReconciliation'>>[1];

const DAYS = ['2027-03-12', '2027-03-13', '2027-03-14'] as const;

/** Days that are held against bills, and what came of it. */
export const bookSteps: readonly StepKind[] = [
  { name: 'want a reconciliation', weight: 5, draw: want },
  { name: 'claim reconciliations', weight: 4, draw: claim },
  { name: 'finish a reconciliation', weight: 7, draw: finish },
  { name: 'postpone a reconciliation', weight: 3, draw: postpone },
  { name: 'settle a difference by hand', weight: 3, draw: settle },
  { name: 'read the books', weight: 8, draw: read },
];

function keyOf(dice: Dice): Key {
  const bill = dice.pick('bill', ['trade', 'trade', 'fund-flow'] as const);
  return { merchantId: merchantOf(dice), day: dice.pick('day', DAYS), bill };
}

function want(dice: Dice, { nowMs }: View): readonly Call[] {
  const key = keyOf(dice);
  const atMs = nowMs + dice.between('at', -60_000, 600_000);
  return [
    dice.pick('want', [
      call('planReconciliations', [{ ...key, nextRunAtMs: atMs }]),
      call('demandReconciliation', key, atMs),
      call('takeReconciliation', key, atMs),
    ]),
  ];
}

function claim(dice: Dice, { nowMs }: View): readonly Call[] {
  const limits = { leaseSeconds: dice.pick('lease', [1, 900]), limit: CLAIMED };
  return [call('claimDueReconciliations', { merchantId: merchantOf(dice), nowMs, ...limits })];
}

function finish(dice: Dice, { seen, nowMs, index }: View): readonly Call[] {
  const run = recentOf(dice, 'run', seen.runs);
  if (run === null) return [];
  const wanted = Array.from({ length: dice.between('differences', 0, 3) }, (_, at) =>
    differenceOf(dice, `difference-${index}-${at}`),
  );
  // The same inequality is one row of a result.
  const distinct = new Map(wanted.map((each) => [`${each.kind} ${each.reference}`, each]));
  const outbox = dice.chance('told', 0.5)
    ? [{ id: `finished-${index}`, type: 'reconciliation.finished', atMs: nowMs, payload: {} }]
    : [];
  const totals = dice.chance('totals', 0.5)
    ? { rows: 2, netFen: -3, feeFen: 1, otherRows: 0, otherFen: 0 }
    : null;
  const file = dice.chance('file', 0.7) ? { sha1: 'a'.repeat(40), bytes: 1_234 } : null;
  const differences = [...distinct.values()];
  return [
    call('finishReconciliation', run, { finishedAtMs: nowMs, file, totals, differences, outbox }),
  ];
}

function differenceOf(dice: Dice, id: string): Found {
  const kind = dice.pick('kind', [
    'payment-unknown',
    'refund-missing-here',
    'amount-differs',
  ] as const);
  return {
    id,
    kind,
    reference: `reference-${dice.between('reference', 1, 3)}`,
    outTradeNo: dice.pick('number', ['N1', null]),
    transactionId: dice.pick('transaction', ['421', null]),
    outRefundNo: null,
    oursFen: dice.pick('ours', [null, 1, 2]),
    billFen: dice.pick('bill fen', [1, 2]),
    ourState: dice.pick('state', ['paid', null]),
    billState: null,
    note: textOf(dice, 'note') || null,
    healed: dice.chance('healed', 0.3),
  };
}

function postpone(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const run = recentOf(dice, 'run', seen.runs);
  if (run === null) return [];
  const nextRunAtMs = dice.chance('never', 0.3) ? null : nowMs + dice.between('later', 1, 600_000);
  return [call('postponeReconciliation', run, { problem: 'STATEMENT_CREATING', nextRunAtMs })];
}

function settle(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const id = recentOf(dice, 'difference', seen.differenceIds) ?? 'difference-of-nobody';
  const by = { resolvedBy: 'user:li', reason: textOf(dice, 'reason'), atMs: nowMs };
  return [call('resolveDifference', { merchantId: merchantOf(dice), id }, by)];
}

function read(dice: Dice, { nowMs, seen }: View): readonly Call[] {
  const merchantId = merchantOf(dice);
  const limit = limitOf(dice);
  const id = recentOf(dice, 'difference', seen.differenceIds);
  const page = {
    state: dice.pick('state', [null, 'open', 'resolved'] as const),
    day: dice.pick('of day', [null, ...DAYS]),
    cursor: dice.chance('cursor', 0.4) ? id : null,
    limit,
  };
  const fromMs = nowMs - dice.between('from', 1, 90_000_000);
  const wish = {
    merchantId,
    fromMs,
    untilMs: nowMs,
    after: dice.chance('after', 0.3)
      ? { atMs: fromMs + dice.between('after by', 0, 40_000_000), id: 'order-4' }
      : null,
    limit,
  };
  return [
    dice.pick('read', [
      call('lastReconciliationDay', merchantId),
      call('firstOrderAtMs', merchantId),
      call('findReconciliation', keyOf(dice)),
      call('listReconciliations', merchantId, {
        before: dice.pick('before', [null, DAYS[2]]),
        limit,
      }),
      call('listDifferences', merchantId, page),
      call('findDifference', merchantId, id ?? 'difference-of-nobody'),
      call('listBookedPayments', wish),
      call('listBookedRefunds', wish),
    ]),
  ];
}
