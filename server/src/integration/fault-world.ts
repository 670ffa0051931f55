import { randomBytes } from 'node:crypto';
import type { Order as PublicOrder } from '@yifen/contract';
import { createSimulator, handClock, type Simulator } from '@yifen/simulator';
import { TransportError } from '@yifen/wechatpay';
import { createApiKey } from '../flows/create-api-key.ts';
import { createMemoryStore, loadConfig, type RunningServer, startServer } from '../index.ts';
import { createUndiciTransport } from '../platform/undici-transport.ts';
import { createSecrets, systemRandom } from '../system.ts';
import { shopProducts } from './shop-products.ts';
import { logIn, type Payer, shopEnvironment } from './start-shop.ts';

/** A server in memory and a WeChat, both on one clock that only the test moves. */
export interface FaultWorld {
  readonly simulator: Simulator;
  readonly server: RunningServer;
  readonly payer: Payer;
  /** Ends both. */
  end(): Promise<void>;
  /** Moves both clocks. */
  advance(ms: number): Promise<void>;
  /** Orders one thing; not prepaid yet. */
  order(): Promise<PublicOrder>;
  /** Orders and prepays. */
  prepaid(): ReturnType<Payer['client']['prepay']>;
  /** Orders, prepays and pays; the payer's money is gone, whatever the server knows. */
  bought(): Promise<PublicOrder>;
  /** Resolves when the server has done something of this name about this order. */
  happened(name: string, outTradeNo: string): Promise<Readonly<Record<string, unknown>>>;
  /** What the payer reads, without asking WeChat. */
  state(order: Pick<PublicOrder, 'id'>): Promise<string>;
  /** What WeChat holds, by its own account. */
  truth(order: Pick<PublicOrder, 'outTradeNo'>): Promise<Record<string, unknown>>;
  /** Calls the merchant API. */
  merchant(method: string, path: string, body?: object): Promise<{ status: number; json: never }>;
}

/** Starts both. */
export async function startFaultWorld(): Promise<FaultWorld> {
  const clock = handClock(Date.parse('2026-01-10T20:00:00+08:00'));
  const simulator = await createSimulator({ clock, seed: 5 });
  const { config } = loadConfig(shopEnvironment(simulator, { databaseUrl: 'postgres://memory' }));
  if (config === undefined) throw new Error('the configuration is wrong');
  const store = createMemoryStore();
  const seen: { readonly name: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const listeners = new Set<() => void>();
  const { transport, close } = createTimedTransport(clock);
  const server = await startServer({
    config,
    products: shopProducts,
    store,
    transport,
    clock: { nowMs: clock.nowMs },
    poll: { intervalMs: 10 },
    onEvent(name, fields) {
      seen.push({ name, fields });
      for (const listener of listeners) listener();
    },
  });
  const payer = await logIn(simulator, server.url);
  const { client, openid } = payer;
  const { text: apiKey } = await createApiKey(
    {
      store,
      random: systemRandom,
      secrets: createSecrets(config.masterKey),
      clock: { nowMs: clock.nowMs },
      log: { event: () => undefined },
    },
    {
      merchantId: config.merchantId,
      name: 'refunds',
      scopes: ['refunds:read', 'refunds:write'],
      lifeSeconds: null,
    },
  );
  const order = () =>
    client.createOrder(
      { items: [{ productId: 'longjing-250g', quantity: 1 }] },
      randomBytes(8).toString('hex'),
    );
  const prepaid = async () => client.prepay((await order()).id);

  return {
    simulator,
    server,
    payer,
    order,
    prepaid,
    async end() {
      await server.close();
      await simulator.close();
      await close();
    },
    advance: (ms) => clock.advance(ms),
    async bought() {
      const { order: placed, requestPayment } = await prepaid();
      await simulator.pay({ openid, ...requestPayment });
      return placed;
    },
    happened(name, outTradeNo) {
      return new Promise((resolve) => {
        const look = () => {
          const found = seen.find(
            (one) => one.name === name && one.fields.outTradeNo === outTradeNo,
          );
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found.fields);
        };
        listeners.add(look);
        look();
      });
    },
    state: async ({ id }) => (await client.order(id)).state,
    async truth({ outTradeNo }) {
      const answer = await fetch(`${simulator.url}/_simulator/orders/${outTradeNo}`);
      return (await answer.json()) as Record<string, unknown>;
    },
    async merchant(method, path, body) {
      const answer = await fetch(`${server.url}/v1/merchant${path}`, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body && {
            'content-type': 'application/json',
            'idempotency-key': randomBytes(8).toString('hex'),
          }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, json: (await answer.json()) as never };
    },
  };
}

/** The server's own transport, whose time limits run on the test's clock. */
function createTimedTransport(clock: ReturnType<typeof handClock>) {
  const { transport, close } = createUndiciTransport();
  const timed: typeof transport = (request) => {
    const limit = new AbortController();
    const stop = clock.schedule(clock.nowMs() + request.timeoutMs, () => limit.abort());
    return transport({ ...request, timeoutMs: 600_000, signal: limit.signal })
      .catch((error: unknown) => {
        if (!limit.signal.aborted) throw error;
        throw new TransportError('time limit', { sent: true, timedOut: true });
      })
      .finally(stop);
  };
  return { transport: timed, close };
}
