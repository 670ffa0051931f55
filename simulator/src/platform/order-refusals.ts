import { invalidRequest, Refusal } from './refusal.ts';
import type { Variants } from './variants.ts';

/** There is no such order: 404. */
export function unknownOrder({ unknownOrderCode: code }: Variants): Refusal {
  return new Refusal({ status: 404, code, message: '订单不存在', internalCode: 268512771 });
}

/** The order was paid before: 400. */
export function paidOrder({ paidCode: code }: Variants): Refusal {
  return new Refusal({ status: 400, code, message: '该订单已支付', internalCode: 268449538 });
}

/** The order is closed, or its number is used up: 400. */
export function closedOrder(): Refusal {
  return new Refusal({
    status: 400,
    code: 'ORDER_CLOSED',
    message: '订单已关闭',
    internalCode: 268447914,
  });
}

/** The number was used with other parameters or for another product. */
export function changedOrder({ changedPrepay }: Variants): Refusal {
  return changedPrepay === 'INVALID_REQUEST'
    ? invalidRequest('请求重入时，参数与首次请求时不一致', 268498688)
    : new Refusal({
        status: 403,
        code: 'OUT_TRADE_NO_USED',
        message: '商户订单号重复',
        internalCode: 268498688,
      });
}

/** The order exists, but belongs to somebody else: another sub-merchant, or the merchant itself. */
export function foreignOrder({ foreignOrderCode: code }: Variants): Refusal {
  return code === 'INVALID_REQUEST'
    ? invalidRequest('商户号和订单信息不匹配', 268447843)
    : new Refusal({
        status: 403,
        code,
        message: '商户号和订单信息不匹配',
        internalCode: 268447843,
      });
}

/** The partner does not serve this sub-merchant: 403. */
export function notServed(): Refusal {
  return new Refusal({
    status: 403,
    code: 'NO_AUTH',
    message: '受理关系不存在',
    internalCode: 268443701,
  });
}
