import { fillTemplate, type MessageTemplate } from '../ledger/fill-template.ts';
import { isWorthAnother, MESSAGE_LIFE_MS, nextAttemptAtMs } from '../ledger/report-slots.ts';
import { type Order, type PayerMessage, PlatformFailure, type Ports } from '../ports.ts';
import { inProgramOf } from './in-program-of.ts';

/** WeChat's errcode when the payer has not accepted the template, or the accept is used up. */
const NOT_ACCEPTED = '43101';

/** How long an accept is waited for: the payer may still be reading the question. */
const ACCEPT_GRACE_MS = 3 * 60_000;

/**
 * Sends one due subscribe message. An accept of the payer's is good for one message, so that a message
 * whose answer was lost cannot arrive twice: the second is refused, which is then the proof of the first.
 *
 * @param first The merchant in any of its mini-programs.
 * @param message Claimed with `claimDueMessages`: until its lease ends no other process sends it.
 */
export async function sendPayerMessage(first: Ports, message: PayerMessage): Promise<void> {
  const { merchantId, orderId, kind } = message;
  const order = await first.store.findOrderById(merchantId, orderId);
  const ports = order === null ? first : inProgramOf(first, order);
  const { paidTemplate, shippedTemplate, orderPage } = ports.settings.afterPayment;
  const template = kind === 'paid' ? paidTemplate : shippedTemplate;
  if (template === null || order === null) {
    return end(ports, message, { state: 'refused', problem: 'NO_TEMPLATE' });
  }
  try {
    await send(ports, message, { template, order, orderPage });
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return keepFailure(ports, message, error);
  }
  return end(ports, message, { state: 'sent', sentAtMs: ports.clock.nowMs(), problem: null });
}

async function send(
  ports: Ports,
  { kind, openid }: PayerMessage,
  what: {
    readonly template: MessageTemplate;
    readonly order: Order;
    readonly orderPage: string | null;
  },
): Promise<void> {
  const { template, order, orderPage } = what;
  const shipment = kind === 'shipped' ? await ports.store.findShipment(order) : null;
  const page = orderPage
    ?.replaceAll('{id}', encodeURIComponent(order.id))
    .replaceAll('{outTradeNo}', encodeURIComponent(order.outTradeNo));
  await ports.platform.sendMessage({
    openid,
    templateId: template.templateId,
    page: page ?? null,
    fields: fillTemplate(template, order, shipment),
  });
}

async function keepFailure(
  ports: Ports,
  message: PayerMessage,
  failure: PlatformFailure,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const { code } = failure;
  if (code === NOT_ACCEPTED && message.isUncertain) {
    return end(ports, message, { state: 'sent', sentAtMs: nowMs, problem: null });
  }
  const lifeMs = code === NOT_ACCEPTED ? ACCEPT_GRACE_MS : MESSAGE_LIFE_MS;
  const isWaiting = code === NOT_ACCEPTED || isWorthAnother(failure);
  const next = nextAttemptAtMs(message.sendCount, message.createdAtMs, lifeMs, nowMs);
  if (!isWaiting || next === null) {
    const state = isWaiting && code !== NOT_ACCEPTED ? 'expired' : 'refused';
    return end(ports, message, { state, problem: code });
  }
  await ports.store.saveMessage(message, {
    nextSendAtMs: next,
    sendCount: message.sendCount + 1,
    problem: code,
    isUncertain: message.isUncertain || failure.outcome === 'unknown',
  });
}

async function end(
  ports: Ports,
  message: PayerMessage,
  result: Partial<Pick<PayerMessage, 'state' | 'sentAtMs' | 'problem'>>,
): Promise<void> {
  await ports.store.saveMessage(message, {
    ...result,
    nextSendAtMs: null,
    sendCount: message.sendCount + 1,
  });
  ports.log.event(`message.${result.state}`, {
    orderId: message.orderId,
    kind: message.kind,
    problem: result.problem ?? null,
  });
}
