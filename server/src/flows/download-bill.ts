import { type BeijingDay, isBeijingDay } from '../ledger/beijing-day.ts';
import type { BillKind } from '../ledger/bill-line.ts';
import { hasBill } from '../ledger/reconcile-schedule.ts';
import type { Ports } from '../ports.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/**
 * Fetches WeChat's bill of a day, piece by piece; a day without trade has none. What came before a failure is not to be
 * believed: the failure ends the stream.
 *
 * @throws Refusal `day_without_bill`, `wechat_refused`, `wechat_unavailable`; while it is read
 */
export async function* downloadBill(
  ports: Ports,
  day: BeijingDay,
  bill: BillKind,
): AsyncGenerator<Uint8Array, void> {
  if (!isBeijingDay(day) || !hasBill(day, ports.clock.nowMs())) {
    throw new Refusal('day_without_bill');
  }
  try {
    yield* ports.platform.downloadBill(day, bill);
  } catch (error) {
    throw refusePlatformFailure(error);
  }
}
