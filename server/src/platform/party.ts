import type { Prepay, SignedAnswer, WechatPay, Refund as WechatRefund } from '@yifen/wechatpay';
import type { Order, PaymentStatement, Refund } from '../ports.ts';
import {
  type Partner,
  partnerPrepayFromOrder,
  prepayFromOrder,
  requestFromRefund,
  statementFromPartnerTransaction,
  statementFromTransaction,
} from './translate.ts';

/** Sees the signed answer of a call: the proof of what it said. */
export interface Proof {
  readonly onVerified: (answer: SignedAnswer) => void;
}

/** The calls of whoever takes the money: a merchant for itself, or a service provider for a sub-merchant. */
export interface Party {
  prepay(order: Order): Promise<Prepay>;
  query(order: Order, proof: Proof): Promise<PaymentStatement>;
  close(order: Order): Promise<void>;
  refund(refund: Refund, proof: Proof): Promise<WechatRefund>;
  queryRefund(refund: Pick<Refund, 'outRefundNo'>, proof: Proof): Promise<WechatRefund>;
}

// The pace of refunds is kept by WeChat's answer and the flow's schedule, across all processes.
const pacing = 'wechat';

/** The calls of a direct merchant. */
export function directParty({ jsapi, orders, refunds }: WechatPay): Party {
  return Object.freeze<Party>({
    prepay: (order) => jsapi.prepay(prepayFromOrder(order)),
    query: async ({ outTradeNo }, proof) =>
      statementFromTransaction('query', await orders.query({ out_trade_no: outTradeNo }, proof)),
    close: async ({ outTradeNo }) => {
      await orders.close({ out_trade_no: outTradeNo });
    },
    refund: (refund, proof) => refunds.create(requestFromRefund(refund), { ...proof, pacing }),
    queryRefund: ({ outRefundNo }, proof) => refunds.query({ out_refund_no: outRefundNo }, proof),
  });
}

/** The calls of a service provider for one of its sub-merchants. */
export function partnerParty({ partner: { jsapi, orders, refunds } }: WechatPay, partner: Partner) {
  const owner = { sub_mchid: partner.subMchid };
  return Object.freeze<Party>({
    prepay: (order) => jsapi.prepay(partnerPrepayFromOrder(order, partner)),
    query: async ({ outTradeNo }, proof) =>
      statementFromPartnerTransaction(
        'query',
        await orders.query({ out_trade_no: outTradeNo, ...owner }, proof),
        partner,
      ),
    close: async ({ outTradeNo }) => {
      await orders.close({ out_trade_no: outTradeNo, ...owner });
    },
    refund: (refund, proof) =>
      refunds.create({ ...requestFromRefund(refund), ...owner }, { ...proof, pacing }),
    queryRefund: ({ outRefundNo }, proof) =>
      refunds.query({ out_refund_no: outRefundNo, ...owner }, proof),
  });
}
