import { createHttpApp, type House, type HttpApp } from '@yifen/server';

/** The HTTP surface of one server, and whose it is at the moment. */
export interface HttpSlot {
  readonly app: HttpApp;
  /** Puts it before another house: a new life, or another run. */
  occupy(house: House): void;
}

const slots = new Map<number, Promise<HttpSlot>>();

/**
 * The HTTP surface of the server with this number. It is built once for all runs, since it keeps nothing of a
 * request when that is over: building it would be most of a run.
 */
export function openHttpSlot(number: number): Promise<HttpSlot> {
  const open = slots.get(number) ?? buildSlot();
  slots.set(number, open);
  return open;
}

async function buildSlot(): Promise<HttpSlot> {
  let house: House | null = null;
  const current = (): House => {
    if (house === null) throw new Error('nobody lives here');
    return house;
  };
  const facade: House = Object.freeze({
    merchants: {
      get defaultId() {
        return current().merchants.defaultId;
      },
      find: (merchantId: string, appid?: string) => current().merchants.find(merchantId, appid),
      findByAppid: (appid: string) => current().merchants.findByAppid(appid),
      problemOf: (key: Parameters<House['merchants']['problemOf']>[0]) =>
        current().merchants.problemOf(key),
      list: () => current().merchants.list(),
    },
    get store() {
      return current().store;
    },
    clock: { nowMs: () => current().clock.nowMs() },
    random: {
      uuid: () => current().random.uuid(),
      token: () => current().random.token(),
      digits: (length: number) => current().random.digits(length),
    },
    get secrets() {
      return current().secrets;
    },
    get credentials() {
      return current().credentials;
    },
    get console() {
      return current().console;
    },
    log: {
      event: (name: string, fields: Parameters<House['log']['event']>[1]) =>
        current().log.event(name, fields),
    },
  });
  // The limits by rate count in the machine's time, which does not exist here.
  const unlimited = {
    maxPerAddressPerMinute: 1e9,
    maxPerSessionPerMinute: 1e9,
    maxPerKeyPerMinute: 1e9,
    maxSignInsPerMinute: 1e9,
  };
  const app = await createHttpApp(facade, unlimited);
  await app.ready();
  return Object.freeze({
    app,
    occupy(next: House) {
      house = next;
    },
  });
}
