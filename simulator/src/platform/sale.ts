import { type Order, type Payment, TRADE_TYPE } from './order.ts';
import { callerOf } from './refuse-strangers.ts';

/** A payment as the money side sees it: of an order, or of one part of a combined order. Amounts in fen. */
export interface Sale {
  readonly transaction_id: string;
  readonly out_trade_no: string;
  /** The sub-merchant that got the money; absent when the merchant itself did. */
  readonly subMchid?: string;
  readonly appid: string;
  readonly openid: string;
  readonly tradeType: string;
  readonly description: string;
  readonly attach: string;
  readonly deviceId: string;
  readonly totalFen: number;
  readonly feeFen: number;
  readonly paidAtMs: number;
  /** Whether the money stays frozen for profit sharing. */
  readonly profitSharing: boolean;
}

/** WeChat's share of a payment, in hundredths of a percent. */
const FEE_BASIS_POINTS = 60;

/** The fee rate as bills write it. */
export const FEE_RATE = '0.60%';

/** The fee of a payment: 0.60 % of it, rounded to a fen. */
export function feeOf(totalFen: number): number {
  return Math.round((totalFen * FEE_BASIS_POINTS) / 10_000);
}

/** Reads the sale out of a paid order. */
export function saleOf(order: Order, payment: Payment): Sale {
  const { product, request } = order;
  const { openid, sp_openid, sub_openid } = payment.payer;
  const { appid } = callerOf(product, request);
  const inSubApp = !('mchid' in request) && appid === request.sub_appid;
  return Object.freeze({
    transaction_id: payment.transaction_id,
    out_trade_no: request.out_trade_no,
    ...('mchid' in request ? {} : { subMchid: request.sub_mchid }),
    appid,
    openid: openid ?? (inSubApp ? sub_openid : sp_openid) ?? '',
    tradeType: TRADE_TYPE[product],
    description: request.description,
    attach: request.attach ?? '',
    deviceId: request.scene_info?.device_id ?? '',
    totalFen: request.amount.total,
    feeFen: feeOf(request.amount.total),
    paidAtMs: payment.paidAtMs,
    profitSharing: request.settle_info?.profit_sharing ?? false,
  });
}
