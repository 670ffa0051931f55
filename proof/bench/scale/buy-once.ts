import { randomBytes } from 'node:crypto';
import { type Store, systemRandom } from '@yifen/server';

/** One order from its creation to its payment, as the flows would write it. */
export async function buyOnce(
  store: Store,
  owner: {
    readonly merchantId: string;
    readonly mchid: string;
    readonly appid: string;
    readonly openid: string;
  },
): Promise<void> {
  const nowMs = Date.now();
  const outTradeNo = `Y${systemRandom.digits(19)}`;
  const creation = await store.createOrder({
    order: {
      ...owner,
      id: systemRandom.uuid(),
      outTradeNo,
      state: 'created',
      amountFen: 100 as never,
      description: '明前龙井',
      items: [],
      notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
      createdAtMs: nowMs,
      expiresAtMs: nowMs + 1_800_000,
      prepayId: null,
      prepaidAtMs: null,
      transactionId: null,
      paidAtMs: null,
      askedAtMs: null,
      nextPollAtMs: nowMs + 1_800_000,
      pollCount: 0,
      version: 1,
    },
    event: { name: 'create', from: null, to: 'created', atMs: nowMs, note: null },
    idempotency: null,
  });
  if (creation.kind !== 'created') throw new Error(`an order was ${creation.kind}`);
  await commit(store, {
    before: creation.order,
    patch: { askedAtMs: nowMs, nextPollAtMs: nowMs + 10_000 },
  });
  const intended = await find(store, owner.merchantId, outTradeNo);
  await commit(store, {
    before: intended,
    patch: {
      state: 'payable',
      prepayId: 'wx201410272009395522657a690389285100',
      prepaidAtMs: nowMs,
    },
    event: { name: 'prepay', from: 'created', to: 'payable', atMs: nowMs, note: null },
  });
  const transactionId = `42${randomBytes(13).toString('hex')}`;
  const paid = await store.commitPayment({
    merchantId: owner.merchantId,
    expected: {
      state: 'payable',
      outTradeNo,
      amountFen: intended.amountFen,
      appid: owner.appid,
      mchid: owner.mchid,
      openid: owner.openid,
      transactionId: null,
    },
    patch: { state: 'paid', transactionId, paidAtMs: nowMs, nextPollAtMs: null },
    event: { name: 'pay', from: 'payable', to: 'paid', atMs: nowMs, note: null },
    evidence: {
      id: systemRandom.uuid(),
      source: 'notification',
      timestamp: '1700000000',
      nonce: 'n'.repeat(32),
      serial: 'PUB_KEY_ID_0000000000000000000000000000000001',
      signature: 's'.repeat(344),
      body,
      receivedAtMs: nowMs,
    },
    fact: { id: systemRandom.uuid(), type: 'order.paid', atMs: nowMs, payload: {} },
  });
  if (paid === null) throw new Error('an order was not paid');
}

const body = Buffer.alloc(1_100, 'b');

async function find(store: Store, merchantId: string, outTradeNo: string) {
  const order = await store.findOrderByNumber(merchantId, outTradeNo);
  if (order === null) throw new Error('an order was lost');
  return order;
}

async function commit(store: Store, change: Parameters<Store['commitOrder']>[0]): Promise<void> {
  if ((await store.commitOrder(change)) !== 'committed') throw new Error('a commit was stale');
}
