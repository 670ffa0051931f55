import type { Order, OrderCommit, Ports, RefundCommit, Session } from '../ports.ts';
import { createMemoryStore, type MemoryStore } from '../store/memory-store.ts';
import { createSecrets, systemRandom } from '../system.ts';
import { createFakeOutbound, type FakeOutbound } from './fake-outbound.ts';
import { createFakePlatform, type FakePlatform } from './fake-platform.ts';

/** A server's ports on a store in memory, a clock that stands until moved, and a WeChat in the hand. */
export interface TestPorts extends Ports {
  readonly store: MemoryStore;
  readonly platform: FakePlatform;
  readonly outbound: FakeOutbound;
  /** The logged events, in order. */
  readonly events: { readonly name: string; readonly fields: Readonly<Record<string, unknown>> }[];
  advance(ms: number): void;
  /** Runs once, before the next commit of something that was read reaches the store. */
  beforeNextCommit(act: () => Promise<void>): void;
}

/** The appid's first payer, as after a login. */
export const testPayer: Session = Object.freeze({
  tokenDigest: 'digest',
  merchantId: 'default',
  appid: 'wx0000000000000001',
  openid: 'oPayer',
  unionid: null,
  sealedSessionKey: '',
  createdAtMs: 0,
  expiresAtMs: Number.MAX_SAFE_INTEGER,
});

/** Creates them with three products: `tea` (12800 fen), `cup` (100 fen, two in stock), `gone` (off the shelf). */
export async function createTestPorts(): Promise<TestPorts> {
  let nowMs = 1_700_000_000_000;
  let act: (() => Promise<void>) | null = null;
  const inner = createMemoryStore();
  const platform = createFakePlatform();
  const events: TestPorts['events'] = [];
  const store: MemoryStore = {
    ...inner,
    async commitOrder(commit: OrderCommit) {
      const first = act;
      act = null;
      await first?.();
      return inner.commitOrder(commit);
    },
    async commitRefund(commit: RefundCommit) {
      const first = act;
      act = null;
      await first?.();
      return inner.commitRefund(commit);
    },
  };
  await store.saveProducts('default', [
    product('tea', '明前龙井', 12_800, null, true),
    product('cup', '白瓷杯', 100, 2, true),
    product('gone', '旧茶', 100, null, false),
  ]);
  return {
    store,
    platform,
    outbound: createFakeOutbound(),
    events,
    advance: (ms) => {
      nowMs += ms;
    },
    beforeNextCommit: (next) => {
      act = next;
    },
    clock: { nowMs: () => nowMs },
    random: systemRandom,
    secrets: createSecrets(new Uint8Array(32)),
    log: { event: (name, fields) => void events.push({ name, fields }) },
    settings: {
      merchantId: 'default',
      mchid: '1900000001',
      appid: 'wx0000000000000001',
      notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
      orderLifeSeconds: 1_800,
      sessionLifeSeconds: 604_800,
      refundApprovalAboveFen: 10_000,
      latePayment: 'accept',
      afterPayment: {
        shipping: 'manual',
        paidTemplate: null,
        shippedTemplate: null,
        orderPage: null,
      },
    },
  };
}

/** Reads an order as it is stored now. */
export async function stored(ports: TestPorts, order: Order): Promise<Order> {
  const found = await ports.store.findOrderByNumber(order.merchantId, order.outTradeNo);
  if (!found) throw new Error('no such order');
  return found;
}

function product(
  id: string,
  name: string,
  priceFen: number,
  stock: number | null,
  active: boolean,
) {
  return { id, name, description: '', priceFen, stock, imageUrl: null, active };
}
