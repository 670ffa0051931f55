import { decideDelivery } from '../ledger/decide-delivery.ts';
import type {
  DeliveryAttempt,
  DeliveryResult,
  DueDelivery,
  Ports,
  WebhookEndpoint,
} from '../ports.ts';
import { openSecrets } from './endpoint-secrets.ts';
import { webhookBody } from './webhook-body.ts';

/** How many random characters decide the jitter. */
const CHANCE_DIGITS = 4;

/** What came of one attempt, and whether the endpoint wants nothing more. */
export interface SentDelivery {
  readonly result: DeliveryResult;
  readonly isGone: boolean;
}

/**
 * Sends one event to one endpoint, once, and judges the answer. Nothing is written: the caller keeps the
 * result. A process that dies in between sends the same id and body again when its lease ends.
 *
 * @param due Claimed with `claimDeliveries`: until its lease ends no other process sends it.
 */
export async function sendDelivery(
  ports: Ports,
  endpoint: WebhookEndpoint,
  due: DueDelivery,
): Promise<SentDelivery> {
  const { event, tries } = due;
  const atMs = ports.clock.nowMs();
  const answer = await ports.outbound.send({
    url: endpoint.url,
    id: event.id,
    timestampSeconds: Math.floor(atMs / 1000),
    body: webhookBody(event),
    secrets: openSecrets(ports, endpoint),
  });
  const nowMs = ports.clock.nowMs();
  const decision = decideDelivery(answer, { tries: tries + 1, nowMs, chance: chanceOf(ports) });
  const { status, failure } = answer;
  const attempt: DeliveryAttempt = {
    atMs,
    durationMs: nowMs - atMs,
    status,
    failure,
    answer: answer.answer,
  };
  ports.log.event(`webhook.${decision.kind}`, {
    endpointId: endpoint.id,
    eventId: event.id,
    type: event.type,
    orderId: event.orderId,
    tries: tries + 1,
    status,
    failure,
    durationMs: attempt.durationMs,
  });
  return {
    result: {
      endpointId: endpoint.id,
      position: event.position,
      tries,
      outcome: decision.kind,
      nextAttemptAtMs: decision.kind === 'again' ? decision.atMs : null,
      attempt,
    },
    isGone: decision.kind === 'exhausted' && decision.gone,
  };
}

/** From 0 to 1. */
function chanceOf({ random }: Ports): number {
  return Number.parseInt(random.digits(CHANCE_DIGITS), 36) / 36 ** CHANCE_DIGITS;
}
