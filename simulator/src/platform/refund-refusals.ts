import { invalidRequest, Refusal } from './refusal.ts';
import type { Variants } from './variants.ts';

/** There is no such order or it is unpaid: 404. */
export function nothingToRefund(): Refusal {
  return notFound('订单不存在');
}

/** There is no such refund: 404. */
export function unknownRefund(): Refusal {
  return notFound('退款单不存在');
}

function notFound(message: string): Refusal {
  const internalCode = 268512771;
  return new Refusal({ status: 404, code: 'RESOURCE_NOT_EXISTS', message, internalCode });
}

/** Numbers, owner or total do not fit the order: 400. */
export function refundMismatch(): Refusal {
  return invalidRequest('您的请求参数与订单信息不一致', 268447843);
}

/** The merchant's balance does not cover it: 403, to be sent again after a recharge. */
export function notEnough(): Refusal {
  return new Refusal({
    status: 403,
    code: 'NOT_ENOUGH',
    message: '基本账户余额不足，请充值后重新发起',
    internalCode: 268435456,
  });
}

/** Two refunds of one order within a minute: 429. */
export function tooFrequent(): Refusal {
  return new Refusal({
    status: 429,
    code: 'FREQUENCY_LIMITED',
    message: '频率超限，请稍后重试',
    internalCode: 268447840,
  });
}

/** The refund number was used with other parameters: 400. */
export function changedRefund({ changedRefundCode: code }: Variants): Refusal {
  const message = '订单金额或退款金额与之前请求不一致，请核实后再试';
  return new Refusal({ status: 400, code, message, internalCode: 268498688 });
}

/** The payment is older than a year: 400. */
export function overdueRefund({ overdueRefundCode: code }: Variants): Refusal {
  const message = '订单已经超过可退款的最大期限';
  return new Refusal({ status: 400, code, message, internalCode: 268435464 });
}
