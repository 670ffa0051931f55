/** What can go wrong around the server, what everybody gets then, and the test that shows it. */
export interface FaultRow {
  readonly fault: string;
  readonly seen: string;
  readonly kept: string;
  /** File below `server/src` and a part of the test's name. */
  readonly test: readonly [string, string];
}

/** The rows of the second table of `docs/reference/errors.md`. */
export const FAULT_TABLE: readonly FaultRow[] = [
  {
    fault: 'WeChat is unreachable',
    seen: 'the payer: 503 `wechat_unavailable`, `outcome` `none`',
    kept: 'the order; paid later under the same number',
    test: ['integration/failures.test.ts', 'WeChat is unreachable, and nothing was sent'],
  },
  {
    fault: 'WeChat resets, answers 5xx or 429, before or after acting',
    seen: 'the payer: 503 `wechat_unavailable`, `outcome` `unknown`',
    kept: 'the order; asked again with the same number, so that nothing happens twice',
    test: ['integration/named-faults.test.ts', "'answer.500': unknownPrepay()"],
  },
  {
    fault: 'WeChat answers after 4.9 or 5.1 s',
    seen: 'the payer: the answer, late',
    kept: 'everything',
    test: ['integration/named-faults.test.ts', "'answer.slow-5.1s': harmlessPrepay"],
  },
  {
    fault: 'WeChat answers after 30 s',
    seen: 'the payer: 503 `wechat_unavailable`, `outcome` `unknown`',
    kept: 'the order; asked again with the same number',
    test: ['integration/named-faults.test.ts', 'delayMs: 30_000'],
  },
  {
    fault: 'WeChat lies: wrong signature, unsigned, a probe (SIGNTEST), unknown key',
    seen: 'the payer: 503 `wechat_unavailable`, `outcome` `unknown`',
    kept: 'the order; nothing of the answer is believed',
    test: ['integration/named-faults.test.ts', "'answer.probe': unknownPrepay()"],
  },
  {
    fault: 'a notification is lost, late, or never sent',
    seen: 'the payer: unpaid until the next question to WeChat, 10 s after the prepay and on',
    kept: 'the payment, by a signed query',
    test: ['integration/named-faults.test.ts', "'notification.never': lateNotification"],
  },
  {
    fault: 'a notification comes twice, or twice at once',
    seen: 'WeChat: 204 for each',
    kept: 'one payment, one announcement',
    test: ['integration/named-faults.test.ts', "'notification.twice': repeatedNotification"],
  },
  {
    fault: 'a notification is forged: a flipped bit, a wrong key, a probe',
    seen: 'the sender: 400',
    kept: 'nothing of it; a counter',
    test: ['integration/named-faults.test.ts', "'notification.flip': falseNotification"],
  },
  {
    fault: 'money comes after the order was closed',
    seen: 'the payer: paid, or refunding, as `YIFEN_LATE_PAYMENT` says',
    kept: 'the payment with an announcement that says `late`, or its refund in full',
    test: ['integration/late-payments.test.ts', 'goes back in full, and the order ends closed'],
  },
  {
    fault: 'an order is paid twice, under two numbers',
    seen: 'the payer: one payment, and one refund',
    kept: 'one payment; the other goes back by itself',
    test: ['integration/double-payments.test.ts', 'keeps one payment and gives the other back'],
  },
  {
    fault: 'the server is killed at any moment',
    seen: 'whoever waited: a reset connection; sends it again',
    kept: 'everything that was answered',
    test: ['integration/crash.test.ts', 'by kill -9 between commit and answer has lost nothing'],
  },
  {
    fault: 'the database is gone, or restarts',
    seen: 'everybody: 503 `temporarily_unavailable`; `/readyz` 503; WeChat sends again',
    kept: 'what was answered; the rest comes by the next question to WeChat',
    test: ['integration/database-faults.test.ts', "trouble: 'gone'"],
  },
  {
    fault: 'the database is read-only',
    seen: 'as above, for whatever writes',
    kept: 'as above',
    test: ['integration/database-faults.test.ts', "trouble: 'read-only'"],
  },
  {
    fault: 'the disk of the database is full',
    seen: 'as above, for whatever writes',
    kept: 'as above; no part of a change is written without the rest',
    test: ['integration/database-faults.test.ts', "trouble: 'full'"],
  },
  {
    fault: "the server's clock is wrong by more than 5 minutes",
    seen: 'WeChat refuses our calls; we refuse its notifications: 400, and it sends them again',
    kept: 'everything, once the clock is right',
    test: ['integration/notifications.test.ts', 'six minutes old or early are refused'],
  },
  {
    fault: 'a webhook receiver hangs, redirects, drips, resets, answers without end',
    seen: 'nobody but the receiver',
    kept: 'the event; sent again by the schedule, then `exhausted` and in sight',
    test: ['outbound/undici-outbound.test.ts', 'redirect'],
  },
  {
    fault: 'a webhook address resolves to this machine, a private network or a metadata service',
    seen: 'the merchant: `webhook_url_refused`, or an attempt that names why nothing was sent',
    kept: 'the event',
    test: ['outbound/undici-outbound.test.ts', '169.254.169.254'],
  },
  {
    fault: 'somebody guesses at a password of the console, or at six digits',
    seen: 'whoever uses that e-mail: 429 `sign_in_locked` with `Retry-After`',
    kept: 'everything; an owner or `yifen user unlock` lets the person in',
    test: ['http/console-session.test.ts', 'is locked for a minute after five failures'],
  },
  {
    fault: 'a page of another site sends a request with the cookie of somebody in the console',
    seen: 'that page: 403 `csrf_refused`',
    kept: 'everything',
    test: ['http/console-session.test.ts', 'changes nothing without the token'],
  },
];

/** The second table of the page. */
export function renderFaultTable(): string {
  const rows = FAULT_TABLE.map(({ fault, seen, kept }) => `| ${fault} | ${seen} | ${kept} |`);
  return `
## Faults, and what each gets

Every fault ends without a hand, but for those that need a decision: a dispute, an abnormal refund, a difference with a bill.
The table is rendered from \`server/src/integration/fault-table.ts\`, where each row names the test that shows it.

| fault | who sees what | what is kept |
|---|---|---|
${rows.join('\n')}
`;
}
