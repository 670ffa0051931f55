import { markReported } from '../ledger/mark-reported.ts';
import { isWorthAnother, nextAttemptAtMs, REPORT_LIFE_MS } from '../ledger/report-slots.ts';
import { PlatformFailure, type Ports, type Shipment } from '../ports.ts';
import {
  commitShipment,
  logShipment,
  readShipmentAgain,
  shipmentAnnouncement,
} from './commit-shipment.ts';
import { inProgramOf } from './in-program-of.ts';
import { Refusal } from './refusal.ts';

/** How often a result is written anew because others changed the shipment first. */
const MAX_ATTEMPTS = 10;

/**
 * Tells WeChat of one due shipment. What WeChat does not take for now is told again later, the same words each
 * time, which WeChat takes as one; a refusal that stays is for the merchant to look at.
 *
 * @param first The merchant in any of its mini-programs.
 * @param shipment Claimed with `claimDueShipments`: until its lease ends no other process reports it.
 */
export async function reportShipment(first: Ports, shipment: Shipment): Promise<Shipment> {
  const ports = await inItsProgram(first, shipment);
  try {
    await ports.platform.reportShipment(shipment);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return keepFailure(ports, shipment, error);
  }
  let current = shipment;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const patch = markReported(current, shipment, ports.clock.nowMs());
    const after = { ...current, ...patch };
    const isDone = after.state === 'reported';
    const isFirst = current.reportedAtMs === null && after.complete;
    const tells = isDone && isFirst && ports.settings.afterPayment.shippedTemplate !== null;
    const reported = await commitShipment(ports, {
      before: current,
      patch,
      outbox: isDone ? [shipmentAnnouncement(ports, after, 'shipment.reported')] : [],
      ...(tells ? { message: { kind: 'shipped' as const, createdAtMs: ports.clock.nowMs() } } : {}),
    });
    if (reported !== null) {
      logShipment(ports, reported, 'shipment.reported');
      return reported;
    }
    current = await readShipmentAgain(ports, current);
  }
  throw new Refusal('order_busy');
}

/** WeChat knows a payment in the mini-program it was made in; who has one only need not look. */
async function inItsProgram(ports: Ports, { merchantId, orderId }: Shipment): Promise<Ports> {
  if (!ports.inMiniPrograms) return ports;
  const order = await ports.store.findOrderById(merchantId, orderId);
  return order === null ? ports : inProgramOf(ports, order);
}

async function keepFailure(
  ports: Ports,
  before: Shipment,
  failure: PlatformFailure,
): Promise<Shipment> {
  const nowMs = ports.clock.nowMs();
  const next = isWorthAnother(failure)
    ? nextAttemptAtMs(before.reportCount, before.requestedAtMs, REPORT_LIFE_MS, nowMs)
    : null;
  const patch = {
    reportCount: before.reportCount + 1,
    nextReportAtMs: next,
    problem: failure.code,
    ...(next === null ? { state: 'refused' as const } : {}),
  };
  const after = { ...before, ...patch };
  const kept = await commitShipment(ports, {
    before,
    patch,
    outbox: next === null ? [shipmentAnnouncement(ports, after, 'shipment.refused')] : [],
  });
  ports.log.event(next === null ? 'shipment.refused' : 'shipment.postponed', {
    orderId: before.orderId,
    outTradeNo: before.outTradeNo,
    code: failure.code,
    outcome: failure.outcome,
    wechatRequestId: failure.requestId,
  });
  // The merchant changed it meanwhile: that is due by itself.
  return kept ?? readShipmentAgain(ports, before);
}
