// More than 250 lines: one list of planted bugs, read as a table.
import type { Mutant } from './mutant.ts';

/** Bugs about orders and the money that pays them. */
export const paymentMutants: readonly Mutant[] = [
  {
    name: 'reads-from-a-cache',
    breaks: 'I01',
    what: 'each server reads an order from its memory for two hours',
    edits: [
      {
        file: 'server/src/flows/find-own-order.ts',
        find: 'const order = UUID.test(id) ? await ports.store.findOrder(ownerOf(owner), id) : null;',
        replace: `const known = cache.get(id);
  const isFresh = known && ports.clock.nowMs() - known.atMs < 7_200_000;
  const isOwn = known?.order.openid === owner.openid;
  const found = UUID.test(id) && !(isFresh && isOwn);
  const order = found ? await ports.store.findOrder(ownerOf(owner), id) : (known?.order ?? null);
  if (order !== null && found) cache.set(id, { order, atMs: ports.clock.nowMs() });`,
      },
      {
        file: 'server/src/flows/find-own-order.ts',
        find: '/** The form of our ids;',
        replace: `const cache = new Map<string, { readonly order: Order; readonly atMs: number }>();

/** The form of our ids;`,
      },
    ],
  },
  {
    name: 'answers-are-no-proof',
    breaks: 'I02',
    what: 'only notifications are kept as a proof, answers are not',
    edits: [
      {
        file: 'server/src/flows/settle-payment.ts',
        find: `    evidence,
    outbox: decision.announce`,
        replace: `    ...(evidence.source === 'notification' ? { evidence } : {}),
    outbox: decision.announce`,
      },
    ],
  },
  {
    name: 'unread-payment-without-proof',
    breaks: 'I02',
    what: 'an order that is paid without having been read keeps no proof of it',
    edits: [
      {
        file: 'server/src/store/memory-store.ts',
        find: 'commitOrder({ before, patch, event, evidence, outbox });',
        replace: 'commitOrder({ before, patch, event, outbox });',
      },
    ],
  },
  {
    name: 'old-signatures-believed',
    breaks: 'I02',
    what: 'the time of a signature is not looked at',
    edits: [
      {
        file: 'sdk/src/core/verify-answer.ts',
        find: 'if (Math.abs(nowMs - seconds * 1000) > signatureWindowMs) {',
        replace: 'if (!Number.isFinite(nowMs - seconds * 1000)) {',
      },
    ],
  },
  {
    name: 'amount-not-compared',
    breaks: 'I03',
    what: 'what was paid is not compared with the price',
    edits: [
      {
        file: 'server/src/ledger/decide-payment.ts',
        find: `  if (statement.amountFen !== order.amountFen) found.push('amountFen');\n`,
        replace: '',
      },
    ],
  },
  {
    name: 'quantity-not-priced',
    breaks: 'I03',
    what: 'three pieces cost as much as one',
    edits: [
      {
        file: 'server/src/ledger/price-order.ts',
        find: 'total += priceFen * quantity;',
        replace: 'total += priceFen;',
      },
    ],
  },
  {
    name: 'short-order-numbers',
    breaks: 'I04',
    what: 'order numbers have one random character, and no constraint says they are unique',
    edits: [
      {
        file: 'server/src/flows/create-order.ts',
        find: `\`Y\${random.digits(NUMBER_LENGTH)}\``,
        replace: `\`Y\${'0'.repeat(NUMBER_LENGTH - 1)}\${random.digits(1)}\``,
      },
      {
        file: 'server/src/store/memory-store.ts',
        find: `throw new ConstraintViolation('orders_pkey');
    if (orderKeysByNumber.has(numberKey)) throw new ConstraintViolation('orders_one_number');`,
        replace: `throw new ConstraintViolation('orders_pkey');`,
      },
    ],
  },
  {
    name: 'money-after-close-passed-over',
    breaks: 'I07',
    what: 'money for a closed order is taken for a duplicate',
    edits: [
      {
        file: 'server/src/ledger/decide-payment.ts',
        find: `if (order.state === 'paid' || order.state === 'refunding' || isBack) {`,
        replace: `if (order.state === 'paid' || order.state === 'refunding' || order.state === 'closed' || isBack) {`,
      },
    ],
  },
  {
    name: 'late-refund-never-begins',
    breaks: 'I07',
    what: 'late money is called refunding, and no refund begins',
    edits: [
      {
        file: 'server/src/flows/settle-payment.ts',
        find: `...(decision.event === 'return' && transactionId !== null`,
        replace: `...(decision.event === 'return' && transactionId === null`,
      },
    ],
  },
  {
    name: 'close-without-a-line',
    breaks: 'I09',
    what: 'an order is closed without a line of history, and no constraint asks for one',
    edits: [
      {
        file: 'server/src/flows/close-order.ts',
        find: `    event: historyLine(order, 'close', nowMs, why),\n`,
        replace: '',
      },
      {
        file: 'server/src/store/check-write.ts',
        find: `  demand((event?.to ?? stored.state) === state, 'orders_state_is_in_history');\n`,
        replace: '',
      },
    ],
  },
  {
    name: 'versions-not-compared',
    breaks: 'I09',
    what: 'a commit writes over what another wrote meanwhile, and no constraint holds the history together',
    edits: [
      {
        file: 'server/src/store/memory-store.ts',
        find: `if (stored?.order.version !== before.version) return 'stale';`,
        replace: `if (!stored) return 'stale';`,
      },
    ],
  },
  {
    name: 'acknowledged-though-not-kept',
    breaks: 'I10',
    what: 'a notification is acknowledged when it could not be stored',
    edits: [
      {
        file: 'server/src/flows/accept-notification.ts',
        find: `const paidId = await payExpected(ports, proven);`,
        replace: `const paidId = await payExpected(ports, proven).catch(() => 'lost');`,
      },
    ],
  },
  {
    name: 'second-commit-taken-for-done',
    breaks: 'I10',
    what: 'who comes second at an order takes what was refused for written',
    edits: [
      {
        file: 'server/src/flows/commit-order.ts',
        find: `if ((await ports.store.commitOrder(commit)) === 'stale') return null;`,
        replace: `await ports.store.commitOrder(commit);`,
      },
    ],
  },
  {
    name: 'broken-connection-taken-for-done',
    breaks: 'I10',
    what: 'an order is answered with success when the database broke off',
    edits: [
      {
        file: 'server/src/flows/create-order.ts',
        find: `const creation = await ports.store.createOrder({ order, event, idempotency });`,
        replace: `const creation = await ports.store
    .createOrder({ order, event, idempotency })
    .catch(() => ({ kind: 'created' as const, order }));`,
      },
    ],
  },
  {
    name: 'duplicate-announced-again',
    breaks: 'I11',
    what: 'a second statement about the same money announces it a second time',
    edits: [
      {
        file: 'server/src/flows/settle-payment.ts',
        find: `if (isAboutMoney) await ports.store.saveEvidence(current, evidence);`,
        replace: `if (isAboutMoney) await ports.store.saveEvidence(current, evidence);
      if (isAboutMoney && current.state === 'paid') {
        const outbox = [announcement(ports, current, 'order.paid')];
        await commitOrder(ports, { before: current, patch: {}, outbox });
      }`,
      },
    ],
  },
  {
    name: 'expiry-forgotten',
    breaks: 'I14',
    what: 'nobody closes what expired',
    edits: [
      {
        file: 'server/src/flows/poll-order.ts',
        find: 'const isExpired = ports.clock.nowMs() >= order.expiresAtMs;',
        replace: 'const isExpired = ports.clock.nowMs() < order.createdAtMs;',
      },
    ],
  },
  {
    name: 'lease-in-the-wrong-unit',
    breaks: 'I14',
    what: 'a lease is counted in days, not in seconds: who dies with an order in hand keeps it',
    edits: [
      {
        file: 'server/src/store/memory-store.ts',
        find: 'const nextPollAtMs = nowMs + leaseSeconds * 1000;',
        replace: 'const nextPollAtMs = nowMs + leaseSeconds * 86_400_000;',
      },
    ],
  },
  {
    name: 'stock-given-back-twice',
    breaks: 'I14',
    what: 'what is cancelled gives its stock back when the close begins, and again when it is done',
    edits: [
      {
        file: 'server/src/flows/close-order.ts',
        find: `    event: historyLine(order, 'begin-close', nowMs, why),`,
        replace: `    event: historyLine(order, 'begin-close', nowMs, why),
    releaseStock: true,`,
      },
    ],
  },
];
