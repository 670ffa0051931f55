import { FIRST_REPORT_DELAY_MS } from '../ledger/report-slots.ts';
import type { Ports } from '../ports.ts';

/** How old a payment may be to be followed: when shipping is switched on, old orders are left alone. */
const FOLLOWED_FOR_MS = 24 * 3_600_000;

/** Begins what the settings want to follow each payment; answers how many events were passed. */
export async function followPayments(ports: Ports, limit: number): Promise<number> {
  const { shipping } = ports.settings.afterPayment;
  const telling = (ports.inMiniPrograms?.() ?? [ports])
    .filter(({ settings }) => settings.afterPayment.paidTemplate !== null)
    .map(({ settings }) => settings.appid);
  if (shipping === 'manual' && telling.length === 0) return 0;
  const nowMs = ports.clock.nowMs();
  return ports.store.followPayments({
    merchantId: ports.settings.merchantId,
    nowMs,
    sinceMs: nowMs - FOLLOWED_FOR_MS,
    limit,
    method: shipping === 'manual' ? null : shipping,
    firstReportAtMs: nowMs + FIRST_REPORT_DELAY_MS,
    tellsPayersOf: telling,
  });
}
