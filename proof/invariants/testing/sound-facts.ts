/**
 * A small world in which every promise holds: an order paid and partly refunded, one that was never
 * paid, one paid too late and given back, one paid under a number that it had given up besides.
 * Over 250 lines because it is one world.
 */
import type {
  EventFact,
  Facts,
  MerchantFacts,
  OrderFact,
  OutboxFact,
  PaymentFact,
  RefundFact,
  WechatRefundFact,
} from '../facts.ts';
import { apiV3Key, platformKey, sealEvidence } from './seal-evidence.ts';

const startMs = Date.UTC(2026, 10, 23, 4);
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** When things were paid: a minute after the start. */
export const paidAtMs = startMs + 60 * SECOND_MS;

const merchant: MerchantFacts = {
  merchantId: 'default',
  mchid: '1900000001',
  appids: ['wxbe0c000000000001'],
  notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
  latePayment: 'refund',
  platformKeys: { [platformKey.serial]: platformKey.pem },
  apiV3Keys: [apiV3Key],
  prices: { tea: [100], cup: [2_500] },
};

const orders: readonly OrderFact[] = [
  orderOf('paid', { state: 'paid', transactionId: '4200-paid', paidAtMs }),
  orderOf('unpaid', { state: 'closed' }),
  orderOf('late', { state: 'closed', transactionId: '4200-late', paidAtMs }),
  orderOf('twice', { state: 'paid', transactionId: '4200-twice', paidAtMs }),
];

const payments: readonly PaymentFact[] = [
  paymentOf('paid'),
  paymentOf('late'),
  paymentOf('twice'),
  paymentOf('former'),
];

const refunds: readonly RefundFact[] = [
  refundOf('paid', 'asked', 40),
  refundOf('late', 'late', 100),
  { ...refundOf('twice', 'surplus', 100), outTradeNo: 'Y-former', transactionId: '4200-former' },
];

/** Builds it anew, so that a test may change what it likes. */
export function soundFacts(): Facts {
  return structuredClone(world);
}

const world: Facts = {
  nowMs: startMs + 26 * HOUR_MS,
  settled: true,
  merchants: [merchant],
  ours: {
    orders,
    events: [
      ...walk('paid', ['create', 'created'], ['prepay', 'payable'], ['pay', 'paid']),
      ...walk('unpaid', ['create', 'created'], ['close', 'closed']),
      ...walk(
        'late',
        ['create', 'created'],
        ['close', 'closed'],
        ['return', 'refunding'],
        ['refund', 'closed'],
      ),
      ...walk(
        'twice',
        ['create', 'created'],
        ['prepay', 'payable'],
        ['renew', 'created'],
        ['pay', 'paid'],
      ),
    ],
    refunds,
    refundEvents: refunds.flatMap(({ id }) =>
      walk(id, ['request', 'requested'], ['accept', 'processing'], ['succeed', 'succeeded']),
    ),
    attempts: [{ merchantId: 'default', orderId: 'twice', outTradeNo: 'Y-former', amountFen: 100 }],
    evidence: [
      proofOf('paid', 'notification'),
      proofOf('paid', 'query'),
      proofOf('late', 'query'),
      proofOf('twice', 'notification'),
    ],
    outbox: [
      told('paid', 'order.paid'),
      told('unpaid', 'order.closed'),
      told('late', 'order.closed'),
      told('late', 'order.refunding'),
      told('twice', 'order.paid'),
      ...refunds.map(({ id, orderId }) => ({ ...told(orderId, 'refund.succeeded', id) })),
    ],
    idempotencyKeys: orders.map(({ id, openid }) => ({
      merchantId: 'default',
      openid,
      key: `key-${id}`,
      orderId: id,
    })),
    deliveries: [
      {
        merchantId: 'default',
        endpointId: 'shop',
        eventId: 'order.closed late',
        state: 'delivered',
        position: 1,
        deliveredAtMs: paidAtMs,
      },
      {
        merchantId: 'default',
        endpointId: 'shop',
        eventId: 'order.refunding late',
        state: 'delivered',
        position: 2,
        deliveredAtMs: paidAtMs + 5,
      },
    ],
    differences: [],
    reconciledDays: [{ merchantId: 'default', day: '2026-11-23' }],
    texts: [{ place: 'merchants.name', text: '一分小店' }],
  },
  wechat: {
    payments,
    refunds: refunds.map(wechatRefundOf),
    notifications: ['paid', 'twice'].map((id) => ({
      id: `notification ${id}`,
      url: merchant.notifyUrl,
      outTradeNo: `Y-${id}`,
      eventType: 'TRANSACTION.SUCCESS',
      state: 'acknowledged',
      acknowledgedAtMs: paidAtMs + 2 * SECOND_MS,
    })),
    accounts: [{ mchid: merchant.mchid, openingFen: 7, balanceFen: 7 + 4 * 99 - 40 - 99 - 99 }],
  },
  seen: {
    created: orders.map(({ id, openid }) => ({
      merchantId: 'default',
      openid,
      idempotencyKey: `key-${id}`,
      input: 'tea × 1',
      orderId: id,
      amountFen: 100,
    })),
    reads: [readOf('payable', 30), readOf('paid', 63)],
    refundsGranted: [{ merchantId: 'default', refundId: 'refund-paid', amountFen: 40 }],
    attacks: [
      { kind: 'flipped-notification', note: 'bit 7', succeeded: false },
      { kind: 'foreign-access', note: 'GET /v1/orders/paid', succeeded: false, sameAsAbsent: true },
    ],
    canaries: ['canary-0123456789'],
    said: [{ place: 'log of server 1', text: '{"event":"order.paid"}' }],
    connections: [{ host: 'api.mch.weixin.qq.com', port: 443, allowed: true }],
    upPeriods: [{ fromMs: startMs, toMs: startMs + 26 * HOUR_MS }],
    bounds: [{ name: 'waiting deliveries', value: 0, limit: 10 }],
  },
};

function orderOf(id: string, given: Partial<OrderFact>): OrderFact {
  return {
    merchantId: 'default',
    id,
    outTradeNo: `Y-${id}`,
    appid: 'wxbe0c000000000001',
    mchid: '1900000001',
    openid: `openid-${id}`,
    state: 'created',
    amountFen: 100,
    items: [{ productId: 'tea', quantity: 1, priceFen: 100 }],
    notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
    createdAtMs: startMs,
    expiresAtMs: startMs + HOUR_MS / 2,
    prepaidAtMs: startMs + SECOND_MS,
    transactionId: null,
    paidAtMs: null,
    nextPollAtMs: null,
    ...given,
  };
}

function paymentOf(id: string): PaymentFact {
  return {
    mchid: '1900000001',
    appid: 'wxbe0c000000000001',
    outTradeNo: `Y-${id}`,
    transactionId: `4200-${id}`,
    openid: `openid-${id}`,
    amountFen: 100,
    feeFen: 1,
    paidAtMs,
  };
}

function refundOf(id: string, kind: string, amountFen: number): RefundFact {
  return {
    merchantId: 'default',
    id: `refund-${id}`,
    orderId: id,
    outTradeNo: `Y-${id}`,
    transactionId: `4200-${id}`,
    outRefundNo: `R-${id}`,
    kind,
    state: 'succeeded',
    amountFen,
    totalFen: 100,
    sentAtMs: paidAtMs,
    refundId: `5030-${id}`,
    acceptedAtMs: paidAtMs + HOUR_MS,
    nextPollAtMs: null,
  };
}

function wechatRefundOf(refund: RefundFact): WechatRefundFact {
  const { outRefundNo, transactionId, outTradeNo, amountFen } = refund;
  return {
    mchid: '1900000001',
    outRefundNo,
    refundId: refund.refundId ?? '',
    transactionId,
    outTradeNo,
    status: 'SUCCESS',
    amountFen,
    feeFen: amountFen === 100 ? 1 : 0,
    acceptedAtMs: paidAtMs + HOUR_MS,
    byConsole: false,
  };
}

function walk(ownerId: string, ...steps: readonly (readonly [string, string])[]): EventFact[] {
  return steps.map(([name, to], index) => ({
    merchantId: 'default',
    ownerId,
    number: index + 1,
    from: steps[index - 1]?.[1] ?? null,
    name,
    to,
    atMs: startMs + index * SECOND_MS,
  }));
}

function told(orderId: string, type: string, refundId: string | null = null): OutboxFact {
  const atMs = paidAtMs + (type === 'order.refunding' ? 1 : 0);
  return {
    merchantId: 'default',
    id: `${type} ${refundId ?? orderId}`,
    orderId,
    refundId,
    type,
    atMs,
  };
}

function proofOf(id: string, source: 'notification' | 'query') {
  return sealEvidence({
    id: `${source} ${id}`,
    orderId: id,
    source,
    atMs: paidAtMs + SECOND_MS,
    content: {
      mchid: '1900000001',
      appid: 'wxbe0c000000000001',
      out_trade_no: `Y-${id}`,
      transaction_id: `4200-${id}`,
      trade_state: 'SUCCESS',
      amount: { total: 100, currency: 'CNY' },
      payer: { openid: `openid-${id}` },
    },
  });
}

function readOf(state: string, afterSeconds: number) {
  const askedAtMs = startMs + afterSeconds * SECOND_MS;
  return { merchantId: 'default', orderId: 'paid', state, askedAtMs, answeredAtMs: askedAtMs + 5 };
}
