import type { UrlProblem, WebhookAnswer } from '../ledger/webhook.ts';
import type { Outbound, OutgoingWebhook } from '../ports.ts';

/** A way out that leads nowhere, and remembers what was sent. */
export interface FakeOutbound extends Outbound {
  readonly sent: OutgoingWebhook[];
  /** What the next inspections say. Default: nothing is wrong. */
  problem: UrlProblem | null;
  /** What receivers do. Default: they answer 204. */
  receive: (webhook: OutgoingWebhook) => Promise<WebhookAnswer>;
}

/** Creates one. */
export function createFakeOutbound(): FakeOutbound {
  const outbound: FakeOutbound = {
    sent: [],
    problem: null,
    receive: async () => answered(204),
    inspect: async () => outbound.problem,
    async send(webhook) {
      outbound.sent.push(webhook);
      return outbound.receive(webhook);
    },
  };
  return outbound;
}

/** An answer with this status. */
export function answered(status: number, changes: Partial<WebhookAnswer> = {}): WebhookAnswer {
  return { status, failure: null, answer: '', retryAfter: null, ...changes };
}
