import { fen } from '../ledger/fen.ts';
import type { Order, PaymentStatement } from '../ledger/order.ts';

/** An order for tests: payable, 128 yuan, created at the Unix epoch, valid for 30 minutes. */
export function sampleOrder(changes: Partial<Order> = {}): Order {
  return Object.freeze({
    id: '00000000-0000-4000-8000-000000000001',
    merchantId: 'default',
    outTradeNo: 'Y0000000001',
    appid: 'wx0000000000000001',
    mchid: '1900000001',
    openid: 'oPayer000000000000000000001',
    state: 'payable',
    amountFen: fen(12_800),
    description: '明前龙井',
    items: [{ productId: 'longjing', name: '明前龙井', quantity: 1, priceFen: fen(12_800) }],
    notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
    createdAtMs: 0,
    expiresAtMs: 30 * 60_000,
    prepayId: 'wx01',
    prepaidAtMs: 0,
    transactionId: null,
    paidAtMs: null,
    askedAtMs: 0,
    nextPollAtMs: 10_000,
    pollCount: 0,
    version: 1,
    ...changes,
  });
}

/** A statement for tests that agrees with {@link sampleOrder}: paid at the 60th second. */
export function sampleStatement(changes: Partial<PaymentStatement> = {}): PaymentStatement {
  return Object.freeze({
    source: 'notification',
    outTradeNo: 'Y0000000001',
    appid: 'wx0000000000000001',
    mchid: '1900000001',
    tradeState: 'paid',
    transactionId: '4200000000000000000000000001',
    amountFen: 12_800,
    currency: 'CNY',
    openid: 'oPayer000000000000000000001',
    successAtMs: 60_000,
    ...changes,
  });
}
