import type { Config } from './config/config.ts';
import {
  inProgram,
  type OpenedMerchant,
  openEnvironment,
  openMerchant,
  UnusableMerchantError,
} from './open-merchant.ts';
import type { Merchant, Merchants, Ports, Store, WholeMerchant } from './ports.ts';
import { problemOfKey } from './problem-of-key.ts';

/** The merchants of this server, as they were when they were last looked at. */
export interface MerchantRegistry extends Merchants {
  /**
   * Looks which merchants came, went or changed, and opens those anew. One that cannot be opened stays as
   * it was; a line in the log says why.
   */
  refresh(): Promise<void>;
}

/** Binds the shared effects to one merchant and one of its mini-programs. */
export type BindPorts = (merchant: OpenedMerchant, appid: string, appSecret: string) => Ports;

interface Entry {
  readonly version: number;
  readonly merchant: OpenedMerchant;
  readonly firstAppid: string;
  readonly byAppid: Map<string, Ports>;
}

/**
 * Creates the registry and reads all merchants once. The environment's is registered in the store, so that
 * keys can be added to it.
 *
 * @throws Error of the store; `ConfigError` of the SDK or `UnusableMerchantError` about the environment's.
 */
export async function createMerchantRegistry(parts: {
  readonly config: Config;
  readonly store: Store;
  readonly shared: Pick<Ports, 'secrets' | 'log' | 'clock'>;
  readonly bind: BindPorts;
}): Promise<MerchantRegistry> {
  const { config, store, bind } = parts;
  const { secrets, log, clock } = parts.shared;
  const entries = new Map<string, Entry>();
  /** Versions that could not be opened: said once. */
  const unusable = new Map<string, number>();
  let all: readonly Ports[] = [];

  function admit(id: string, version: number, merchant: OpenedMerchant): void {
    const [firstAppid = ''] = merchant.programs.keys();
    const entry: Entry = { version, merchant, firstAppid, byAppid: new Map() };
    // Bound at once: keys that are none are found now, not by a payment.
    portsOf(entry, firstAppid);
    entries.set(id, entry);
    unusable.delete(id);
  }

  function portsOf(entry: Entry, appid: string): Ports | null {
    const known = entry.byAppid.get(appid);
    if (known) return known;
    const program = entry.merchant.programs.get(appid);
    if (!program) return null;
    const bound = bind(inProgram(entry.merchant, program), appid, program.appSecret);
    const isOnly = entry.merchant.programs.size === 1;
    const ports = isOnly
      ? bound
      : Object.freeze<Ports>({ ...bound, inMiniPrograms: () => allOf(entry) });
    entry.byAppid.set(appid, ports);
    return ports;
  }

  function allOf(entry: Entry): readonly Ports[] {
    return [...entry.merchant.programs.keys()].flatMap((appid) => portsOf(entry, appid) ?? []);
  }

  function open(whole: WholeMerchant): OpenedMerchant {
    return whole.merchant.id === config.merchantId
      ? openEnvironment(config, whole, secrets)
      : openMerchant(config, whole, secrets);
  }

  async function take({ id, version }: Merchant): Promise<void> {
    const whole = await store.findMerchant(id);
    if (!whole || entries.get(id)?.version === version || unusable.get(id) === version) return;
    try {
      admit(id, whole.merchant.version, open(whole));
      log.event('merchant.opened', { merchantId: id, version: whole.merchant.version });
    } catch (error) {
      unusable.set(id, version);
      log.event('merchant.unusable', { merchantId: id, reason: reasonOf(error) });
    }
  }

  async function refresh(): Promise<void> {
    const kept = await store.listMerchants();
    const active = kept.filter(({ id, active }) => active || id === config.merchantId);
    const present = new Set([config.merchantId, ...active.map(({ id }) => id)]);
    for (const id of [...entries.keys()].filter((each) => !present.has(each))) entries.delete(id);
    const changed = active.filter(
      ({ id, version }) => entries.get(id)?.version !== version && unusable.get(id) !== version,
    );
    for (const merchant of changed) await take(merchant);
    const ports = [...entries.values()].flatMap((entry) => portsOf(entry, entry.firstAppid) ?? []);
    const isSame = ports.length === all.length && ports.every((each, at) => each === all[at]);
    if (!isSame) all = Object.freeze(ports);
  }

  await registerEnvironment(store, config, clock.nowMs());
  const own = await store.findMerchant(config.merchantId);
  // Its keys are the operator's own settings: what is wrong with them is told at the start.
  admit(config.merchantId, own?.merchant.version ?? 0, openEnvironment(config, own, secrets));
  await refresh();

  return Object.freeze<MerchantRegistry>({
    defaultId: config.merchantId,
    async find(id, appid) {
      const entry = entries.get(id);
      return entry ? portsOf(entry, appid ?? entry.firstAppid) : null;
    },
    async findByAppid(appid) {
      const having = [...entries].filter(([, { merchant }]) => merchant.programs.has(appid));
      const own = having.find(([id]) => id === config.merchantId);
      const [, entry] = own ?? (having.length === 1 ? having[0] : undefined) ?? [];
      return entry ? portsOf(entry, appid) : null;
    },
    problemOf: problemOfKey,
    list: async () => all,
    refresh,
  });
}

/** Writes down that the environment's merchant is there; only what changed. */
async function registerEnvironment(store: Store, config: Config, nowMs: number): Promise<void> {
  const { merchantId: id, mchid } = config;
  const kept = (await store.findMerchant(id))?.merchant;
  if (kept?.origin === 'environment' && kept.mchid === mchid && kept.active) return;
  await store.saveMerchant({
    id,
    name: kept?.name ?? id,
    origin: 'environment',
    partner: null,
    mchid,
    active: true,
    choices: kept?.choices ?? {},
    createdAtMs: nowMs,
  });
}

/** The SDK's errors about keys name the option at fault and hold no key. */
function reasonOf(error: unknown): string {
  if (error instanceof UnusableMerchantError) return error.message;
  return error instanceof Error && error.name === 'ConfigError' ? error.message : 'unforeseen';
}
