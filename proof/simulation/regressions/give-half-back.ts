import type { FaultKind } from '../faults.ts';
import { openPastWechat } from '../workload/past-wechat.ts';
import type { World } from '../world.ts';

/** Until then our refunds do not reach WeChat, in minutes. */
const LINE_BACK = 15;

/** Money comes late, and for a while our refunds of it do not arrive. */
export function delaysReturn(kind: FaultKind, place: string, minutes: number): boolean {
  return (
    kind === 'payment-late' ||
    (kind === 'request-lost' && /POST .*refunds/.test(place) && minutes < LINE_BACK)
  );
}

/** Somebody gives half of a payment back in WeChat's console, where we do not see it. */
export async function giveHalfBack(
  world: World,
  { outTradeNo, totalFen }: { readonly outTradeNo: string; readonly totalFen: number },
): Promise<void> {
  const out_refund_no = 'console-1';
  world.board.consoleRefunds.push(out_refund_no);
  await openPastWechat(world, 'meddler').refunds.create({
    out_trade_no: outTradeNo,
    out_refund_no,
    amount: { refund: Math.floor(totalFen / 2), total: totalFen, currency: 'CNY' },
  });
}
