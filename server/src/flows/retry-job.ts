import { isBeijingDay } from '../ledger/beijing-day.ts';
import type { Job, JobKind, Order, Ports, Refund } from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { commitShipment } from './commit-shipment.ts';
import { demandReconciliation } from './demand-reconciliation.ts';
import { findMerchantOrder } from './find-merchant-order.ts';
import { UUID } from './find-own-order.ts';
import { pollRefund } from './poll-refund.ts';
import { Refusal } from './refusal.ts';
import { resendDelivery } from './resend-deliveries.ts';

/** What a job is called: its kind and its key. */
export function jobId({ kind, key }: Pick<Job, 'kind' | 'key'>): string {
  return `${kind}:${key}`;
}

/**
 * Does a job now, or makes it due: what was given up begins anew, with all its attempts. An order or a refund is
 * asked about at WeChat before the answer; the rest is done within seconds.
 *
 * @throws Refusal `not_found`, `day_without_bill`, `webhook_endpoint_disabled`, `order_busy`
 */
export async function retryJob(ports: Ports, id: string): Promise<Job> {
  const [, kind = '', key = ''] = /^([a-z-]+):(.+)$/.exec(id) ?? [];
  const retry = Object.hasOwn(RETRIES, kind) ? RETRIES[kind as JobKind] : undefined;
  if (retry === undefined) throw new Refusal('not_found');
  return retry(ports, key);
}

const RETRIES: Readonly<Record<JobKind, (ports: Ports, key: string) => Promise<Job>>> = {
  async 'order-poll'(ports, key) {
    const order = await findMerchantOrder(ports, key);
    // WeChat cannot know an order that it was never told of.
    return orderJob(order.askedAtMs === null ? order : (await askPayment(ports, order)).order);
  },
  async 'refund-poll'(ports, key) {
    const { merchantId } = ports.settings;
    const refund = UUID.test(key) ? await ports.store.findRefund(merchantId, key) : null;
    if (refund === null) throw new Refusal('not_found');
    // One that waits for a second person was never sent, and is not by this.
    const isHeld = refund.state === 'awaiting-approval' || refund.state === 'disputed';
    return refundJob(isHeld ? refund : await pollRefund(ports, refund));
  },
  async delivery(ports, key) {
    const delivery = await resendDelivery(ports, key);
    const { attemptCount: attempts, eventType, eventId, nextAttemptAtMs } = delivery;
    const subject = `${eventType} ${eventId}`;
    return job(ports, { kind: 'delivery', key, subject, attempts, atMs: nextAttemptAtMs });
  },
  async reconciliation(ports, key) {
    const [day = '', bill] = key.split('.');
    if (!isBeijingDay(day) || (bill !== 'trade' && bill !== 'fund-flow')) {
      throw new Refusal('not_found');
    }
    const runs = await demandReconciliation(ports, day);
    const run = runs.find((each) => each.bill === bill);
    const { attempts = 0, nextRunAtMs = null } = run ?? {};
    return job(ports, { kind: 'reconciliation', key, subject: day, attempts, atMs: nextRunAtMs });
  },
  async shipment(ports, key) {
    const { merchantId } = ports.settings;
    const found = UUID.test(key) ? await ports.store.findShipment({ merchantId, id: key }) : null;
    if (found === null) throw new Refusal('not_found');
    const atMs = ports.clock.nowMs();
    const isDone = found.state === 'reported';
    const patch = { state: 'to-report' as const, nextReportAtMs: atMs, problem: null };
    const due = isDone ? found : await commitShipment(ports, { before: found, patch });
    if (due === null) throw new Refusal('order_busy');
    const { outTradeNo: subject, reportCount: attempts } = due;
    return job(ports, { kind: 'shipment', key, subject, attempts, atMs: due.nextReportAtMs });
  },
  async message(ports, key) {
    const [orderId = '', wanted] = key.split('.');
    const order = await findMerchantOrder(ports, orderId);
    const message = (await ports.store.listMessages(order)).find(({ kind }) => kind === wanted);
    if (message === undefined) throw new Refusal('not_found');
    const atMs = ports.clock.nowMs();
    const isDone = message.state === 'sent';
    if (!isDone) {
      await ports.store.saveMessage(message, { state: 'pending', nextSendAtMs: atMs });
    }
    const attempts = message.sendCount;
    return job(ports, {
      kind: 'message',
      key,
      subject: orderId,
      attempts,
      atMs: isDone ? null : atMs,
    });
  },
};

/** A job as it is after it was wanted again; without a time it is done. */
function job(
  { clock }: Ports,
  { atMs, ...rest }: Pick<Job, 'kind' | 'key' | 'subject' | 'attempts'> & { atMs: number | null },
): Job {
  return {
    ...rest,
    atMs: atMs ?? clock.nowMs(),
    leasedUntilMs: null,
    problem: null,
    isDead: false,
  };
}

function orderJob({ id, outTradeNo, pollCount, nextPollAtMs, createdAtMs }: Order): Job {
  return {
    kind: 'order-poll',
    key: id,
    subject: outTradeNo,
    attempts: pollCount,
    atMs: nextPollAtMs ?? createdAtMs,
    leasedUntilMs: null,
    problem: null,
    isDead: false,
  };
}

function refundJob(refund: Refund): Job {
  return {
    kind: 'refund-poll',
    key: refund.id,
    subject: refund.outRefundNo,
    attempts: refund.pollCount,
    atMs: refund.nextPollAtMs ?? refund.requestedAtMs,
    leasedUntilMs: null,
    problem: refund.problem,
    isDead: refund.state === 'abnormal',
  };
}
