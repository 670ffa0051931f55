import { createUndiciOutbound } from '../outbound/undici-outbound.ts';
import { createUndiciTransport } from '../platform/undici-transport.ts';
import { createWechatPlatform } from '../platform/wechat-platform.ts';
import type { Ports } from '../ports.ts';
import { createPostgresStore } from '../store/postgres-store.ts';
import { createSecrets, systemRandom } from '../system.ts';
import type { Shop } from './start-shop.ts';

/** A second process beside a shop's server, on the same database and the same WeChat, without HTTP. */
export interface ShopProcess {
  readonly ports: Ports;
  close(): Promise<void>;
}

/** Opens one; its settings are the shop's. */
export async function openProcess(shop: Shop, databaseUrl: string): Promise<ShopProcess> {
  const { config, clock } = shop;
  const { transport, close } = createUndiciTransport();
  const outbound = createUndiciOutbound();
  const store = await createPostgresStore({ connectionString: databaseUrl, maxConnections: 4 });
  return {
    ports: {
      store,
      platform: createWechatPlatform({ config, transport, clock }),
      outbound,
      clock,
      random: systemRandom,
      secrets: createSecrets(config.masterKey),
      log: { event: () => undefined },
      settings: {
        ...config,
        notifyUrl: `${shop.server.url}/wechatpay/notifications/${config.merchantId}`,
      },
    },
    async close() {
      await store.close();
      await outbound.close();
      await close();
    },
  };
}
