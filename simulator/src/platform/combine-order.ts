import { formatBeijingTime } from './beijing-time.ts';
import { type PrepayId, type Product, STATE_TEXT, TRADE_TYPE, type TradeState } from './order.ts';
import { feeOf, type Sale } from './sale.ts';

/** One part of a combined order; `sub_mchid` names its receiver when a partner orders. */
export interface SubOrderRequest {
  readonly mchid: string;
  readonly attach: string;
  readonly amount: { readonly total_amount: number; readonly currency: string };
  readonly out_trade_no: string;
  readonly description: string;
  readonly sub_mchid?: string;
  readonly sub_appid?: string;
  readonly settle_info?: { readonly profit_sharing?: boolean };
}

/** The checked body of a combined prepay, in WeChat's spelling; amounts in fen. */
export interface CombineRequest {
  readonly combine_appid: string;
  readonly combine_mchid: string;
  readonly combine_out_trade_no: string;
  readonly scene_info?: { readonly device_id?: string; readonly payer_client_ip: string };
  readonly sub_orders: readonly SubOrderRequest[];
  readonly combine_payer_info?: { readonly openid: string };
  readonly time_expire?: string;
  readonly notify_url: string;
}

/** One combined order as the platform holds it; moments in milliseconds since the epoch. */
export interface CombineOrder {
  readonly product: Product;
  readonly request: CombineRequest;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly prepayIds: readonly PrepayId[];
  readonly payment?: CombinePayment;
  readonly closedAtMs?: number;
}

/** One payment of all parts; each has its own number, in the order of the request. */
export interface CombinePayment {
  readonly paidAtMs: number;
  readonly openid: string;
  readonly transactionIds: readonly string[];
}

/** What the payer pays, in fen. */
export function combineTotalFen({ sub_orders }: CombineRequest): number {
  return sub_orders.reduce((sum, { amount }) => sum + amount.total_amount, 0);
}

/** Reads the sales, one per part, out of a paid combined order. */
export function combineSales(
  { product, request }: CombineOrder,
  payment: CombinePayment,
): readonly Sale[] {
  return request.sub_orders.map((part, index) => ({
    transaction_id: payment.transactionIds[index] ?? '',
    out_trade_no: part.out_trade_no,
    ...(part.sub_mchid === undefined ? {} : { subMchid: part.sub_mchid }),
    appid: request.combine_appid,
    openid: payment.openid,
    tradeType: TRADE_TYPE[product],
    description: part.description,
    attach: part.attach,
    deviceId: request.scene_info?.device_id ?? '',
    totalFen: part.amount.total_amount,
    feeFen: feeOf(part.amount.total_amount),
    paidAtMs: payment.paidAtMs,
    profitSharing: part.settle_info?.profit_sharing ?? false,
  }));
}

/**
 * Writes a combined order as the query answers it, and, when paid, as its notification says it.
 *
 * @param stateOf the state of the part with this index
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012557005
 */
export function describeCombine(
  { product, request, payment }: CombineOrder,
  stateOf: (index: number) => TradeState,
): Record<string, unknown> {
  const parts = request.sub_orders.map((part, index) => {
    const { total_amount, currency } = part.amount;
    const state = stateOf(index);
    const names = {
      mchid: part.mchid,
      out_trade_no: part.out_trade_no,
      ...(part.sub_mchid === undefined ? {} : { sub_mchid: part.sub_mchid }),
      ...(part.sub_appid === undefined ? {} : { sub_appid: part.sub_appid }),
      trade_state: state,
      trade_state_desc: STATE_TEXT[state],
      attach: part.attach,
    };
    if (payment === undefined) return { ...names, amount: { total_amount, currency } };
    return {
      ...names,
      trade_type: TRADE_TYPE[product],
      bank_type: 'OTHERS',
      amount: { total_amount, currency, payer_amount: total_amount, payer_currency: currency },
      success_time: formatBeijingTime(payment.paidAtMs),
      transaction_id: payment.transactionIds[index],
    };
  });
  return {
    combine_appid: request.combine_appid,
    combine_mchid: request.combine_mchid,
    combine_out_trade_no: request.combine_out_trade_no,
    ...(request.scene_info?.device_id === undefined
      ? {}
      : { scene_info: { device_id: request.scene_info.device_id } }),
    sub_orders: parts,
    ...(payment === undefined ? {} : { combine_payer_info: { openid: payment.openid } }),
  };
}
