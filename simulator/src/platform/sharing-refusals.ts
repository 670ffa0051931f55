import { invalidRequest, Refusal } from './refusal.ts';
import type { Sale } from './sale.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Sharing needs the order's mark, a minute of patience, and not more than 30 days of it. */
export function refuseByTime(sale: Sale, nowMs: number): void {
  if (!sale.profitSharing) throw invalidRequest('非分账订单不支持分账');
  if (nowMs < sale.paidAtMs + MINUTE_MS) {
    throw invalidRequest('订单正在处理中，请在支付成功1分钟后再发起分账');
  }
  if (nowMs > sale.paidAtMs + 30 * DAY_MS) {
    throw invalidRequest('订单已超过可分账的最大期限', 268435464);
  }
}

/** There is no such payment, share or return: 404. */
export function nothingThere(message: string): Refusal {
  const internalCode = 268512771;
  return new Refusal({ status: 404, code: 'RESOURCE_NOT_EXISTS', message, internalCode });
}

/** More than is left of the order: 403. */
export function notEnoughLeft(): Refusal {
  return new Refusal({
    status: 403,
    code: 'NOT_ENOUGH',
    message: '订单剩余待分金额不足',
    internalCode: 268435456,
  });
}
