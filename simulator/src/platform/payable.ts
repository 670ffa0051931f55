import type { Order, Product, TradeState } from './order.ts';

/** What a `prepay_id` or a payment link stands for at the cashier: an order, plain or combined. */
export interface Payable {
  /** `out_trade_no` or `combine_out_trade_no`. */
  readonly outTradeNo: string;
  readonly product: Product;
  /** The app that may call up the cashier. */
  readonly appid: string;
  /** The only user who may pay, under `appid`; anybody when absent. */
  readonly openid?: string;
  readonly merchantName: string;
  readonly description: string;
  readonly amountFen: number;
  /** The dialog the payer sees when it cannot be paid now; `undefined` when it can. */
  readonly fault: () => string | undefined;
  /** Takes the money from `openid`, a user of `appid`; `false` when it was paid, closed or expired meanwhile. */
  readonly pay: (openid: string) => boolean;
}

/** Finds what a `prepay_id`, `code_url` or `h5_url` stands for. */
export type FindPayable = (handle: string) => Payable | undefined;

/** The dialogs for orders that nobody can pay any more. */
export const PAYABLE_DIALOG = Object.freeze({
  paid: '该订单已支付',
  late: '订单已超时，请重新发起支付',
  gone: '该订单已过期,请重新下单',
});

/** The dialog for an order, plain or combined, that nobody can pay any more. */
export function standingFault(
  order: Pick<Order, 'closedAtMs' | 'expiresAtMs'> & { readonly payment?: unknown },
  state: TradeState,
  nowMs: number,
): string | undefined {
  if (order.payment !== undefined) return PAYABLE_DIALOG.paid;
  if (order.closedAtMs === undefined && nowMs >= order.expiresAtMs) return PAYABLE_DIALOG.late;
  return state === 'CLOSED' ? PAYABLE_DIALOG.gone : undefined;
}
