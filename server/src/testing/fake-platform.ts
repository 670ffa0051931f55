import type { FundLine, TradeLine } from '../ledger/bill-line.ts';
import {
  NotificationRefused,
  type Order,
  type PaymentStatement,
  type Platform,
  PlatformFailure,
  type Proven,
  type ProvenRefund,
  type Refund,
  type RefundStatement,
} from '../ports.ts';
import { createFakeShipping, type FakeShipping } from './fake-shipping.ts';
import { sampleStatement } from './sample-order.ts';
import { sampleRefundStatement } from './sample-refund.ts';

/** A WeChat that a test holds in its hand: what it knows, what it answers, what it was asked. */
export interface FakePlatform extends Platform {
  /** Shipping at WeChat, in the hand as well. */
  readonly shipping: FakeShipping;
  /** The orders WeChat knows, by number. */
  readonly known: Map<string, PaymentStatement>;
  /** The refunds WeChat knows, by number. */
  readonly refunds: Map<string, RefundStatement>;
  /** What the bills say; null: they are not ready. */
  readonly bills: { trade: readonly TradeLine[] | null; fund: readonly FundLine[] | null };
  /** Every call, in order: `prepay`, `query`, `close`, `sign`, `refund`, `refund-query`. */
  readonly calls: string[];
  /** Makes calls of this name fail from now on; null lets them work again. */
  fail(
    name:
      | 'prepay'
      | 'query'
      | 'close'
      | 'login'
      | 'phone'
      | 'refund'
      | 'refund-query'
      | 'bill'
      | 'check'
      | 'ship'
      | 'ship-query'
      | 'message',
    failure: PlatformFailure | null,
  ): void;
  /** Runs before a call of this name is answered. */
  during(name: 'prepay' | 'query' | 'close' | 'refund', act: () => Promise<void>): void;
  /** The payer pays; the answer is the notification WeChat would send. */
  pay(order: Order, changes?: Partial<PaymentStatement>): Proven;
  /** WeChat accepts a refund, or brings it to an end; the answer is the notification it would send. */
  refund(refund: Refund, changes?: Partial<RefundStatement>): ProvenRefund;
}

/** Creates a platform whose notifications are JSON of a {@link Proven}'s statement, believed as such. */
export function createFakePlatform(): FakePlatform {
  const known = new Map<string, PaymentStatement>();
  const refunds = new Map<string, RefundStatement>();
  const bills: FakePlatform['bills'] = { trade: [], fund: [] };
  const calls: string[] = [];
  const failures = new Map<string, PlatformFailure>();
  const acts = new Map<string, () => Promise<void>>();
  let count = 0;

  async function call(name: string): Promise<void> {
    calls.push(name);
    const act = acts.get(name);
    acts.delete(name);
    await act?.();
    const failure = failures.get(name);
    if (failure) throw failure;
  }

  function prove(statement: PaymentStatement): Proven {
    return { statement, evidence: evidenceOf(statement) };
  }

  function proveRefund(refundStatement: RefundStatement): ProvenRefund {
    return { refundStatement, evidence: evidenceOf(refundStatement) };
  }

  function evidenceOf(statement: PaymentStatement | RefundStatement): Proven['evidence'] {
    count += 1;
    return {
      id: `${statement.source}:${count}`,
      source: statement.source,
      timestamp: '1700000000',
      nonce: `nonce${count}`,
      serial: 'PUB_KEY_ID_TEST',
      signature: 'signature',
      body: new TextEncoder().encode(JSON.stringify(statement)),
      receivedAtMs: 0,
    };
  }

  function refuse(code: string): PlatformFailure {
    return new PlatformFailure(code, { outcome: 'refused', code });
  }

  const shipping = createFakeShipping(call);

  async function* linesOf<Line>(lines: readonly Line[] | null) {
    await call('bill');
    if (lines === null) throw refuse('STATEMENT_CREATING');
    yield* lines;
  }

  return {
    ...shipping.platform,
    shipping,
    known,
    refunds,
    bills,
    wechatpayUrl: 'https://wechatpay.example',
    listCertificates: () => [{ serial: 'CERT1', expiresAtMs: 1_800_000_000_000 }],
    async *downloadBill(day, bill) {
      await call('bill');
      yield new TextEncoder().encode(`${day} ${bill}\n`);
      yield new TextEncoder().encode('`1,`2\n');
    },
    async checkSetup() {
      await call('check').catch(() => undefined);
      const isBroken = failures.has('check');
      return [
        {
          step: 'merchant-key',
          outcome: isBroken ? 'failed' : 'ok',
          zh: '好',
          en: 'good',
        } as const,
      ];
    },
    readTradeBill: () => ({ lines: linesOf(bills.trade), file: () => billFile }),
    readFundFlowBill: () => ({ lines: linesOf(bills.fund), file: () => billFile }),
    calls,
    fail(name, failure) {
      if (failure === null) failures.delete(name);
      else failures.set(name, failure);
    },
    during(name, act) {
      acts.set(name, act);
    },
    pay(order, changes = {}) {
      const statement = statementOf(order, { tradeState: 'paid', ...changes });
      known.set(order.outTradeNo, { ...statement, source: 'query' });
      return prove({ ...statement, source: 'notification' });
    },
    refund(refund, changes = {}) {
      const statement = sampleRefundStatement(refund, changes);
      refunds.set(refund.outRefundNo, { ...statement, source: 'query' });
      return proveRefund({ ...statement, source: 'notification' });
    },
    async sendRefund(refund) {
      await call('refund');
      const before = refunds.get(refund.outRefundNo);
      const statement = before ?? sampleRefundStatement(refund, { status: 'processing' });
      refunds.set(refund.outRefundNo, statement);
      return proveRefund({ ...statement, source: 'query' });
    },
    async queryRefund(refund) {
      await call('refund-query');
      const statement = refunds.get(refund.outRefundNo);
      return statement ? proveRefund({ ...statement, source: 'query' }) : null;
    },
    async logIn(loginCode) {
      await call('login');
      return { openid: `o${loginCode}`, unionid: null, sessionKey: 'c2Vzc2lvbi1rZXkh' };
    },
    async prepay(order) {
      await call('prepay');
      const before = known.get(order.outTradeNo);
      if (before?.tradeState === 'paid') throw refuse('ORDERPAID');
      if (before?.tradeState === 'closed') throw refuse('ORDER_CLOSED');
      known.set(order.outTradeNo, statementOf(order, { tradeState: 'unpaid' }));
      count += 1;
      return { prepayId: `wx${count}` };
    },
    async signPayment(order) {
      calls.push('sign');
      return {
        timeStamp: '1700000000',
        nonceStr: 'nonce',
        package: `prepay_id=${order.prepayId}`,
        signType: 'RSA',
        paySign: 'signature',
      };
    },
    async queryPayment(order) {
      await call('query');
      const statement = known.get(order.outTradeNo);
      return statement ? prove({ ...statement, source: 'query' }) : null;
    },
    async closePayment(order) {
      await call('close');
      const before = known.get(order.outTradeNo);
      if (!before) throw refuse('ORDER_NOT_EXIST');
      if (before.tradeState === 'paid') throw refuse('ORDERPAID');
      known.set(order.outTradeNo, { ...before, tradeState: 'closed' });
    },
    openNotification({ body }) {
      const text = new TextDecoder().decode(body);
      if (text === 'forged') throw new NotificationRefused('signature', 'not believed');
      if (text === 'other') return null;
      const statement = JSON.parse(text) as PaymentStatement | RefundStatement;
      return 'outRefundNo' in statement ? proveRefund(statement) : prove(statement);
    },
    openPhoneNumber({ encryptedData }) {
      if (encryptedData !== 'good') throw refuse('decrypt');
      return { phoneNumber: '13580006666' };
    },
    async exchangePhoneCode() {
      await call('phone');
      return { phoneNumber: '13580006666', purePhoneNumber: '13580006666', countryCode: '86' };
    },
  };
}

const billFile = Object.freeze({ sha1: 'a'.repeat(40), bytes: 1_000 });

function statementOf(order: Order, changes: Partial<PaymentStatement>): PaymentStatement {
  const isPaid = changes.tradeState === 'paid' || changes.tradeState === 'refunded';
  return sampleStatement({
    outTradeNo: order.outTradeNo,
    appid: order.appid,
    mchid: order.mchid,
    amountFen: isPaid ? order.amountFen : null,
    currency: isPaid ? 'CNY' : null,
    openid: isPaid ? order.openid : null,
    transactionId: isPaid ? `42${order.outTradeNo}` : null,
    successAtMs: isPaid ? order.createdAtMs + 5_000 : null,
    ...changes,
  });
}
