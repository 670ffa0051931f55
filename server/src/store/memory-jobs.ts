import type {
  Delivery,
  Job,
  JobPage,
  JobStore,
  Order,
  PayerMessage,
  Reconciliation,
  Refund,
  Shipment,
} from '../ports.ts';

/** What there is to be done, of all merchants. */
export interface MemoryWork {
  orders(): readonly Order[];
  refunds(): readonly Refund[];
  deliveries(): readonly { readonly delivery: Delivery; readonly leasedUntilMs: number }[];
  reconciliations(): readonly Reconciliation[];
  shipments(): readonly Shipment[];
  messages(): readonly PayerMessage[];
}

/** A job, and whose; `dueAtMs` null and not dead: there is nothing to do. */
type Candidate = Omit<Job, 'atMs' | 'isDead'> & {
  readonly merchantId: string;
  readonly dueAtMs: number | null;
  /** Null: it was not given up. */
  readonly deadAtMs: number | null;
};

/** Lists the work of a store in memory. */
export function createMemoryJobs(work: MemoryWork): JobStore {
  return {
    async listJobs(merchantId, page) {
      const jobs = candidates(work)
        .filter((each) => each.merchantId === merchantId)
        .filter(({ kind }) => page.kind === null || page.kind === kind)
        .flatMap((each) => jobOf(each, page))
        .sort((a, b) => (page.isDead ? compare(b, a) : compare(a, b)));
      const { after } = page;
      const rest = jobs.filter(
        (job) => after === null || (page.isDead ? compare(after, job) : compare(job, after)) > 0,
      );
      return rest.slice(0, page.limit);
    },
  };
}

function jobOf(candidate: Candidate, { isDead, fromMs, toMs }: JobPage): Job[] {
  const { merchantId: _, dueAtMs, deadAtMs, ...job } = candidate;
  if (isDead) {
    return deadAtMs === null ? [] : [{ ...job, atMs: deadAtMs, leasedUntilMs: null, isDead }];
  }
  const isWanted = dueAtMs !== null && dueAtMs >= fromMs && dueAtMs < toMs;
  return isWanted ? [{ ...job, atMs: dueAtMs, isDead }] : [];
}

function candidates(work: MemoryWork): Candidate[] {
  return [
    ...work.orders().map(
      (order): Candidate => ({
        kind: 'order-poll',
        key: order.id,
        merchantId: order.merchantId,
        subject: order.outTradeNo,
        attempts: order.pollCount,
        dueAtMs: order.nextPollAtMs,
        leasedUntilMs: null,
        problem: null,
        deadAtMs: null,
      }),
    ),
    ...work.refunds().map(
      (refund): Candidate => ({
        kind: 'refund-poll',
        key: refund.id,
        merchantId: refund.merchantId,
        subject: refund.outRefundNo,
        attempts: refund.pollCount,
        dueAtMs: refund.nextPollAtMs,
        leasedUntilMs: null,
        problem: refund.problem,
        deadAtMs: refund.state === 'abnormal' ? refund.requestedAtMs : null,
      }),
    ),
    ...work.deliveries().map(deliveryJob),
    ...work.reconciliations().map(
      (run): Candidate => ({
        kind: 'reconciliation',
        key: `${run.day}.${run.bill}`,
        merchantId: run.merchantId,
        subject: run.day,
        attempts: run.attempts,
        dueAtMs: run.nextRunAtMs,
        leasedUntilMs: null,
        problem: run.problem,
        deadAtMs: run.state === 'expired' ? Date.parse(`${run.day}T00:00:00+08:00`) : null,
      }),
    ),
    ...work.shipments().map(
      (shipment): Candidate => ({
        kind: 'shipment',
        key: shipment.orderId,
        merchantId: shipment.merchantId,
        subject: shipment.outTradeNo,
        attempts: shipment.reportCount,
        dueAtMs: shipment.nextReportAtMs,
        leasedUntilMs: null,
        problem: shipment.problem,
        deadAtMs: shipment.state === 'refused' ? shipment.requestedAtMs : null,
      }),
    ),
    ...work.messages().map(
      (message): Candidate => ({
        kind: 'message',
        key: `${message.orderId}.${message.kind}`,
        merchantId: message.merchantId,
        subject: message.orderId,
        attempts: message.sendCount,
        dueAtMs: message.nextSendAtMs,
        leasedUntilMs: null,
        problem: message.problem,
        deadAtMs: isGivenUp(message) ? message.createdAtMs : null,
      }),
    ),
  ];
}

function deliveryJob({
  delivery,
  leasedUntilMs,
}: ReturnType<MemoryWork['deliveries']>[number]): Candidate {
  const last = delivery.attempts.at(-1);
  return {
    kind: 'delivery',
    key: `${delivery.endpointId}.${delivery.position}`,
    merchantId: delivery.merchantId,
    subject: `${delivery.eventType} ${delivery.eventId}`,
    attempts: delivery.attemptCount,
    dueAtMs: delivery.nextAttemptAtMs,
    leasedUntilMs: leasedUntilMs === 0 ? null : leasedUntilMs,
    problem: last === undefined ? null : (last.failure ?? String(last.status)),
    deadAtMs: delivery.state === 'exhausted' ? delivery.finishedAtMs : null,
  };
}

/** 43101: the payer did not accept it, which is his answer. */
function isGivenUp({ state, problem }: PayerMessage): boolean {
  return (state === 'refused' || state === 'expired') && problem !== '43101';
}

type Place = Pick<Job, 'atMs' | 'kind' | 'key'>;

function compare(a: Place, b: Place): number {
  return a.atMs - b.atMs || compareText(a.kind, b.kind) || compareText(a.key, b.key);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
