import type { UrlProblem, WebhookAnswer } from '../ledger/webhook.ts';

/** One webhook on its way; the same id and body at every attempt. */
export interface OutgoingWebhook {
  readonly url: string;
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
  /** `whsec_…`, the newest first: each signs. */
  readonly secrets: readonly string[];
}

/** The way out to addresses that merchants choose: nothing is sent to one that was not checked. */
export interface Outbound {
  /** Says why a URL may not receive webhooks, its name resolved; null when it may. */
  inspect(url: string): Promise<UrlProblem | null>;
  /** Signs and posts one webhook, within 15 seconds; never rejects, follows no redirect. */
  send(webhook: OutgoingWebhook): Promise<WebhookAnswer>;
}
