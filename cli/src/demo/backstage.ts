/** What scenarios need besides what everybody sees: a merchant's key, the server's events, message push. */
import {
  type Config,
  createApiKey,
  createPostgresStore,
  createSecrets,
  systemClock,
  systemRandom,
} from '@yifen/server';
import type { Simulator } from '@yifen/simulator';
import { demoPush } from './demo-environment.ts';
import { createFlowFromPhone } from './flow-from-phone.ts';
import type { ServerEventFields } from './flow-from-server.ts';
import { createMerchantCall, createServerEvents, type Stage } from './scenarios/stage.ts';

/** Listed before anything stands, opened when everything does. */
export interface Backstage {
  /** @throws Error before it is open. */
  stage(): Stage;
  hear(name: string, fields: ServerEventFields): void;
  open(parts: {
    readonly simulator: Simulator;
    readonly serverUrl: string;
    readonly config: Config;
  }): Promise<void>;
}

/** WeChat learns of a payment some seconds late; on a desk two are enough. */
const SYNC_DELAY_MS = 2_000;

/** Creates it, closed. */
export function createBackstage(): Backstage {
  const events = createServerEvents();
  let stage: Stage | null = null;
  return {
    stage() {
      if (stage === null) throw new Error('the demo is still starting');
      return stage;
    },
    hear: events.hear,
    async open({ simulator, serverUrl, config }) {
      const toFlow = createFlowFromPhone(() => simulator.clock.nowMs() - Date.now());
      const apiKey = await createDemoKey(config);
      const { messages, shipping } = simulator.miniProgram;
      shipping.change({ syncDelayMs: SYNC_DELAY_MS });
      const url = `${serverUrl}/wechat/messages/${config.merchantId}`;
      const wrong = await messages.configure({ ...demoPush, url, mode: 'secure', format: 'json' });
      if (wrong !== undefined) throw new Error(`message push: ${wrong}`);
      stage = {
        simulator,
        serverUrl,
        scripted: new Set(),
        merchant: createMerchantCall(serverUrl, apiKey),
        nextEvent: events.next,
        onExchange(exchange) {
          for (const event of toFlow(exchange)) simulator.record(event);
        },
      };
    },
  };
}

/** A key as the merchant's own system would hold it; it lives as long as the demo's day. */
async function createDemoKey(config: Config): Promise<string> {
  const store = await createPostgresStore({
    connectionString: config.databaseUrl ?? '',
    maxConnections: 1,
  });
  try {
    const { text } = await createApiKey(
      {
        store,
        random: systemRandom,
        secrets: createSecrets(config.masterKey),
        clock: systemClock,
        log: { event: () => undefined },
      },
      {
        merchantId: config.merchantId,
        name: 'demo',
        scopes: [
          'orders:read',
          'orders:write',
          'refunds:write',
          'shipping:write',
          'bills:read',
          'bills:write',
        ],
        lifeSeconds: 24 * 3_600,
      },
    );
    return text;
  } finally {
    await store.close();
  }
}
