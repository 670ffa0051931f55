import {
  createApiKey,
  createHttpApp,
  createPostgresStore,
  createSecrets,
  createWechatPlatform,
  houseOf,
  merchantLoopKinds,
  type Ports,
  SCOPES,
  systemClock,
  systemRandom,
} from '@yifen/server';
import { type BenchWorld, createBenchWorld } from '../server/bench-world.ts';

/** The API that a console calls, listening; no loop runs but the one that adds figures up, when it is told to. */
export interface OpenConsole {
  readonly world: BenchWorld;
  readonly ports: Ports;
  /** Asks for a path under `/v1/merchant`, and reads the answer to its end; resolves with its length. */
  ask(path: string): Promise<number>;
  /** Where it listens, and what a request must carry. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How many pages of orders were read from the database so far. */
  pagesRead(): number;
  /** Adds up all figures that are not yet. */
  rollFigures(): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on a database. */
export async function openConsole(databaseUrl: string): Promise<OpenConsole> {
  const world = createBenchWorld();
  const store = await createPostgresStore({ connectionString: databaseUrl });
  let pages = 0;
  const ports: Ports = {
    store: {
      ...store,
      searchOrders(...wish) {
        pages += 1;
        return store.searchOrders(...wish);
      },
    },
    clock: systemClock,
    random: systemRandom,
    secrets: createSecrets(new Uint8Array(32)),
    log: { event: () => undefined },
    outbound: {
      inspect: async () => null,
      send: async () => ({ status: 204, failure: null, answer: '', retryAfter: null }),
    },
    platform: createWechatPlatform({
      config: {
        ...world,
        appSecret: '0'.repeat(32),
        publicKey: { id: world.platformSerial, pem: world.platformPublicKey },
        platformCertificate: null,
        wechatBaseUrl: null,
        wechatpayBaseUrl: null,
        messagePush: null,
      },
      transport: async () => Promise.reject(new Error('nobody is asked')),
      clock: systemClock,
    }),
    settings: {
      merchantId: 'default',
      mchid: world.mchid,
      appid: world.appid,
      notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
      orderLifeSeconds: 1_800,
      sessionLifeSeconds: 604_800,
      refundApprovalAboveFen: null,
      latePayment: 'accept',
      afterPayment: {
        shipping: 'manual',
        paidTemplate: null,
        shippedTemplate: null,
        orderPage: null,
      },
    },
  };
  const app = await createHttpApp(houseOf(ports), {
    maxPerAddressPerMinute: 10_000_000,
    maxPerKeyPerMinute: 10_000_000,
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const wish = { merchantId: 'default', name: 'bench', scopes: SCOPES, lifeSeconds: null };
  const { text } = await createApiKey(ports, wish);
  const headers = { authorization: `Bearer ${text}` };
  return {
    world,
    ports,
    url,
    headers,
    pagesRead: () => pages,
    async ask(path) {
      const answer = await fetch(`${url}/v1/merchant${path}`, { headers });
      let length = 0;
      for await (const piece of answer.body ?? []) length += piece.length;
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
      return length;
    },
    async rollFigures() {
      const create = merchantLoopKinds.find(({ name }) => name === 'createFigureLoop');
      if (!create) throw new Error('no loop adds figures up');
      const loop = create(ports);
      // Each look does a stretch of two days.
      for (let day = 0; day < 40; day += 1) await loop.tick();
      await loop.stop();
    },
    async close() {
      await app.close();
      await store.close();
    },
  };
}
