import { createCredentials } from './create-credentials.ts';
import type { House, Merchants, Ports } from './ports.ts';
import { problemOfKey } from './problem-of-key.ts';

/** Creates the registry of a house that has one merchant: the one the environment describes. */
function createMerchants(environment: Ports): Merchants {
  const { merchantId, appid } = environment.settings;
  const all = Object.freeze([environment]);
  return Object.freeze<Merchants>({
    defaultId: merchantId,
    find: async (id, wanted = appid) =>
      id === merchantId && wanted === appid ? environment : null,
    findByAppid: async (wanted) => (wanted === appid ? environment : null),
    problemOf: problemOfKey,
    list: async () => all,
  });
}

/** The house whose only merchant these ports are bound to. */
export function houseOf(ports: Ports): House {
  const { store, clock, random, secrets, log } = ports;
  return Object.freeze({
    merchants: createMerchants(ports),
    store,
    clock,
    random,
    secrets,
    log,
    credentials: createCredentials(),
    console: Object.freeze({ totp: 'required', origin: originOf(ports) }),
  });
}

/** The server's address stands in the address that WeChat notifies. */
function originOf({ settings }: Ports): string {
  return new URL(settings.notifyUrl).origin;
}
