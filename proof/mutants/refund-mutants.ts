import type { Mutant } from './mutant.ts';

/** Bugs about refunds, books and announcements. */
export const refundMutants: readonly Mutant[] = [
  {
    name: 'refunds-under-way-not-counted',
    breaks: 'I05',
    what: 'only refunds that succeeded count against a payment, and no constraint holds the sum',
    edits: [
      {
        file: 'server/src/ledger/judge-refund-request.ts',
        find: `refunds.filter(({ state }) => state !== 'closed');`,
        replace: `refunds.filter(({ state }) => state === 'succeeded');`,
      },
      {
        file: 'server/src/store/memory-refunds.ts',
        find: `    refuse(heldFen > order.amountFen, 'orders_refunds_fit');\n`,
        replace: '',
      },
    ],
  },
  {
    name: 'retry-under-a-new-number',
    breaks: 'I06',
    what: 'a refund that is sent again gets a number of its own',
    edits: [
      {
        file: 'server/src/platform/translate.ts',
        find: '    out_refund_no: refund.outRefundNo,',
        replace: `    out_refund_no:
      refund.outRefundNo + (refund.pollCount > 1 ? String(refund.pollCount) : ''),`,
      },
    ],
  },
  {
    name: 'unknown-taken-for-failed',
    breaks: 'I06',
    what: 'a refund without an answer is closed, though WeChat may have made it',
    edits: [
      {
        file: 'server/src/flows/send-refund.ts',
        find: `const isFinal = error.outcome === 'refused' && FINAL_CODES.includes(error.code);`,
        replace: `const isFinal = error.outcome === 'unknown';`,
      },
      {
        file: 'server/src/flows/send-refund.ts',
        find: 'if (found !== null) return await settleRefund(ports, refund, found);',
        replace:
          'if (found !== null) await ports.store.saveRefundEvidence(refund, found.evidence);',
      },
    ],
  },
  {
    name: 'strange-lines-passed-over',
    breaks: 'I08',
    what: 'what the bill has and our books have not is passed over',
    edits: [
      {
        file: 'server/src/flows/reconcile-trade-bill.ts',
        find: `if (finding.kind === 'unmatched') unmatched.push(finding.line);`,
        replace: `if (finding.kind === 'unmatched') continue;`,
      },
    ],
  },
  {
    name: 'open-differences-not-kept',
    breaks: 'I08',
    what: 'only what healed by itself is written down as a difference',
    edits: [
      {
        file: 'server/src/flows/reconcile-day.ts',
        find: 'differences: differences.map((each)',
        replace: 'differences: differences.filter((each) => each.healed).map((each)',
      },
    ],
  },
  {
    name: 'held-refund-sent',
    breaks: 'I12',
    what: 'what a second person must approve is sent at once, and no constraint knows the arrows',
    edits: [
      {
        file: 'server/src/flows/request-refund.ts',
        find: 'state: followRefundTransition(null, name),',
        replace: `state: 'requested',`,
      },
      {
        file: 'server/src/store/check-refund.ts',
        find: `demand(refundArrows.has([from ?? '', name, to].join(' ')), 'refund_events_follow_arrows');`,
        replace: `demand(from !== to || refundArrows.has(name), 'refund_events_follow_arrows');`,
      },
    ],
  },
  {
    name: 'close-not-announced',
    breaks: 'I13',
    what: 'the merchant is not told that an order is closed',
    edits: [
      {
        file: 'server/src/flows/close-order.ts',
        find: `    outbox: [announcement(ports, order, 'order.closed')],\n`,
        replace: '',
      },
    ],
  },
  {
    name: 'event-named-after-its-order',
    breaks: 'I13',
    what: 'two events of one order have one id',
    edits: [
      {
        file: 'server/src/flows/commit-order.ts',
        find: 'id: ports.random.uuid(),',
        replace: 'id: order.id,',
      },
    ],
  },
  {
    name: 'later-event-overtakes',
    breaks: 'I13',
    what: 'an event is sent though one of the same order before it failed',
    edits: [
      {
        file: 'server/src/store/memory-webhooks.ts',
        find: 'if (before === undefined) due.push(stored);',
        replace: 'if (before === undefined || stored.delivery.tries === 0) due.push(stored);',
      },
    ],
  },
  {
    name: 'any-answer-is-a-delivery',
    breaks: 'I13',
    what: 'an endpoint that answers 500 has taken it',
    edits: [
      {
        file: 'server/src/ledger/decide-delivery.ts',
        find: 'if (status !== null && status >= 200 && status <= 299) return',
        replace: 'if (status !== null && status >= 200) return',
      },
    ],
  },
];
