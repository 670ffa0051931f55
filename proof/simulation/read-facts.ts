import { X509Certificate } from 'node:crypto';
import type {
  AttemptFact,
  EventFact,
  EvidenceFact,
  Facts,
  NotificationFact,
  OrderFact,
  OurFacts,
  PaymentFact,
  RefundFact,
  WechatFacts,
  WechatRefundFact,
} from '../invariants/facts.ts';
import { ENDPOINT_ID } from './merchant-endpoint.ts';
import { PRICES } from './simulated-merchant.ts';
import { stockBounds } from './stock-bounds.ts';
import type { World } from './world.ts';

/** Reads everything that the judges look at, from the store in memory and from WeChat. */
export async function readFacts(world: World, settled: boolean): Promise<Facts> {
  const { scheduler, settings, journal, wechat } = world;
  const { merchant } = wechat;
  return {
    nowMs: scheduler.nowMs(),
    settled,
    merchants: [
      {
        merchantId: settings.merchantId,
        mchid: settings.mchid,
        appids: [settings.appid],
        notifyUrl: settings.notifyUrl,
        latePayment: settings.latePayment,
        platformKeys: {
          [merchant.publicKeyId]: merchant.publicKey,
          [merchant.platformSerial]: merchant.platformCertificate,
          ...Object.fromEntries(
            world.board.platformCertificates.map((pem) => [
              new X509Certificate(pem).serialNumber,
              pem,
            ]),
          ),
        },
        apiV3Keys: wechat.keys.apiV3Keys(),
        prices: PRICES,
      },
    ],
    ours: await readOurs(world),
    wechat: await readWechat(world),
    seen: {
      ...journal,
      canaries: [
        merchant.appSecret,
        ...wechat.keys.apiV3Keys(),
        merchant.merchantPrivateKey.slice(60, 120),
        world.credentials().merchantKey.slice(60, 120),
      ],
      bounds: await stockBounds(world),
    },
  };
}

async function readOurs({
  store,
  orderIds,
  orderNumbers,
  webhooksTaken,
  settings,
}: World): Promise<OurFacts> {
  const { merchantId } = settings;
  const orders: OrderFact[] = [];
  const events: EventFact[] = [];
  const refunds: RefundFact[] = [];
  const refundEvents: EventFact[] = [];
  const attempts: AttemptFact[] = [];
  const evidence: EvidenceFact[] = [];
  for (const id of orderIds) {
    const order = await store.findOrderById(merchantId, id);
    if (order === null) continue;
    orders.push(order);
    const history = await store.records.history(order);
    events.push(...history.map((event, index) => eventFact(merchantId, id, event, index)));
    for (const proof of await store.records.evidence(order)) {
      evidence.push(sameEvidence(proof, { merchantId, orderId: id }));
    }
    for (const refund of await store.listRefunds(order)) {
      refunds.push(refund);
      const lines = await store.records.refundHistory(refund);
      refundEvents.push(
        ...lines.map((event, index) => eventFact(merchantId, refund.id, event, index)),
      );
    }
  }
  for (const number of orderNumbers) {
    const former = await store.findAttempt(merchantId, number);
    if (former) attempts.push(former);
  }
  const everything = { merchantId, limit: 10_000 };
  const differences = await store.listDifferences(merchantId, {
    state: null,
    day: null,
    cursor: null,
    limit: 10_000,
  });
  return {
    orders,
    events,
    refunds,
    refundEvents,
    attempts,
    evidence,
    outbox: (await store.records.outbox()).map(({ id, type, atMs, payload }) => ({
      merchantId,
      id,
      type,
      atMs,
      orderId: textOr(payload.orderId, null),
      refundId: textOr(payload.refundId, null),
    })),
    idempotencyKeys: [],
    deliveries: (
      await store.listDeliveries({
        ...everything,
        endpointId: ENDPOINT_ID,
        state: null,
        before: null,
      })
    ).map(({ endpointId, eventId, state, position }) => ({
      position,
      merchantId,
      endpointId,
      eventId,
      state,
      // By the true time of who took it, not by the clock of who sent it.
      deliveredAtMs: webhooksTaken.get(eventId) ?? null,
    })),
    differences: differences.items.map(({ id, day, kind, reference, state }) => ({
      merchantId,
      id,
      day,
      kind,
      reference,
      open: state === 'open',
    })),
    reconciledDays: (await store.listReconciliations(merchantId, { before: null, limit: 100 })).map(
      ({ day }) => ({ merchantId, day }),
    ),
    texts: [],
  };
}

function eventFact(
  merchantId: string,
  ownerId: string,
  { from, name, to, atMs }: Pick<EventFact, 'from' | 'name' | 'to' | 'atMs'>,
  index: number,
): EventFact {
  return { merchantId, ownerId, number: index + 1, from, name, to, atMs };
}

const evidenceFacts = new WeakMap<object, EvidenceFact>();

/** The same evidence gives the same fact: judges remember what they verified. */
function sameEvidence(
  proof: Omit<EvidenceFact, 'merchantId' | 'orderId'>,
  owner: Pick<EvidenceFact, 'merchantId' | 'orderId'>,
): EvidenceFact {
  const fact = evidenceFacts.get(proof) ?? { ...proof, ...owner };
  evidenceFacts.set(proof, fact);
  return fact;
}

interface OrderView {
  readonly outTradeNo: string;
  readonly transaction: {
    readonly mchid: string;
    readonly appid: string;
    readonly transaction_id?: string;
    readonly success_time?: string;
    readonly payer?: { readonly openid: string };
    readonly amount: { readonly total: number };
  };
}

interface RefundView {
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly amountFen: number;
  readonly createdAtMs: number;
  readonly refund: {
    readonly refund_id: string;
    readonly transaction_id: string;
    readonly status: WechatRefundFact['status'];
  };
}

async function readWechat({ wechat, acknowledged, board }: World): Promise<WechatFacts> {
  const list = async <T>(url: string): Promise<readonly T[]> => {
    const { body } = await wechat.inject({ method: 'GET', url: `/_simulator/${url}` });
    return (JSON.parse(body) as { items: readonly T[] }).items;
  };
  const { mchid } = wechat.merchant;
  return {
    payments: (await list<OrderView>('orders')).flatMap(({ outTradeNo, transaction }) => {
      const { appid, transaction_id, success_time, payer, amount } = transaction;
      if (!transaction_id || !success_time) return [];
      const payment: PaymentFact = {
        mchid,
        appid,
        outTradeNo,
        transactionId: transaction_id,
        openid: payer?.openid ?? '',
        amountFen: amount.total,
        feeFen: 0,
        paidAtMs: Date.parse(success_time),
      };
      return [payment];
    }),
    refunds: (await list<RefundView>('refunds')).map(
      ({ outRefundNo, outTradeNo, amountFen, createdAtMs, refund }): WechatRefundFact => ({
        mchid,
        outRefundNo,
        refundId: refund.refund_id,
        transactionId: refund.transaction_id,
        outTradeNo,
        status: refund.status,
        amountFen,
        feeFen: 0,
        acceptedAtMs: createdAtMs,
        byConsole: board.consoleRefunds.includes(outRefundNo),
      }),
    ),
    notifications: wechat.notifications().map(
      ({ id, url, outTradeNo, eventType, state }): NotificationFact => ({
        id,
        url,
        outTradeNo: outTradeNo ?? null,
        eventType,
        state,
        acknowledgedAtMs: acknowledged.get(id) ?? null,
      }),
    ),
    accounts: null,
  };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}
