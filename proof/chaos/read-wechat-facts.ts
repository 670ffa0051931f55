import type { Order } from '@yifen/simulator';
import type { OurFacts, WechatFacts } from '../invariants/facts.ts';
import type { Wechat } from './wechat.ts';

interface RefundView {
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly amountFen: number;
  readonly createdAtMs: number;
  readonly refund: {
    readonly refund_id: string;
    readonly transaction_id: string;
    readonly status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
    readonly amount: { readonly refund_fee?: number };
  };
}

/** Reads what WeChat holds, through the control API of the simulator. */
export async function readWechatFacts(wechat: Wechat, ours: OurFacts): Promise<WechatFacts> {
  const { simulator, acknowledgedAtMs } = wechat;
  const { mchid } = simulator.merchant;
  const numbers = new Set([
    ...ours.orders.map(({ outTradeNo }) => outTradeNo),
    ...ours.attempts.map(({ outTradeNo }) => outTradeNo),
    // What WeChat knows and our books do not is what was lost.
    ...simulator.notifications().flatMap(({ outTradeNo }) => outTradeNo ?? []),
  ]);
  const payments = [...numbers].flatMap((number) => paymentOf(simulator.order(number), mchid));
  const refunds = await ask<{ readonly items: readonly RefundView[] }>(wechat, '/refunds');
  return {
    payments,
    refunds: refunds.items.map((view) => ({
      mchid,
      outRefundNo: view.outRefundNo,
      refundId: view.refund.refund_id,
      transactionId: view.refund.transaction_id,
      outTradeNo: view.outTradeNo,
      status: view.refund.status,
      amountFen: view.amountFen,
      feeFen: view.refund.amount.refund_fee ?? 0,
      acceptedAtMs: Math.floor(view.createdAtMs / 1_000) * 1_000,
      byConsole: false,
    })),
    notifications: simulator.notifications().map((notification) => ({
      id: notification.id,
      url: notification.url,
      outTradeNo: notification.outTradeNo ?? null,
      eventType: notification.eventType,
      state: notification.state,
      acknowledgedAtMs: acknowledgedAtMs.get(notification.id) ?? null,
    })),
    accounts: [{ mchid, openingFen: 0, balanceFen: await balanceFen(wechat) }],
  };
}

/** WeChat's fee: 0.60 %, rounded to a fen. */
const FEE_SHARE = 0.006;

function paymentOf(
  order: Order | undefined,
  mchid: string,
): readonly WechatFacts['payments'][number][] {
  if (order?.payment === undefined) return [];
  const { request, payment } = order;
  return [
    {
      mchid,
      appid: 'appid' in request ? request.appid : '',
      outTradeNo: request.out_trade_no,
      transactionId: payment.transaction_id,
      openid: payment.payer.openid ?? '',
      amountFen: request.amount.total,
      feeFen: Math.round(request.amount.total * FEE_SHARE),
      paidAtMs: payment.paidAtMs,
    },
  ];
}

async function balanceFen(wechat: Wechat): Promise<number> {
  const { items } = await ask<{
    readonly items: readonly {
      readonly mchid: string;
      readonly balancesFen: { readonly BASIC: number };
    }[];
  }>(wechat, '/funds');
  return (
    items.find((each) => each.mchid === wechat.simulator.merchant.mchid)?.balancesFen.BASIC ?? 0
  );
}

async function ask<T>({ simulator }: Wechat, path: string): Promise<T> {
  const { status, body } = await simulator.inject({ method: 'GET', url: `/_simulator${path}` });
  if (status !== 200) throw new Error(`the simulator answered ${status} to ${path}`);
  return JSON.parse(body) as T;
}
