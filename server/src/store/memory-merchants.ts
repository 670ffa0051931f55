import type {
  Merchant,
  MerchantKey,
  MerchantStore,
  MiniProgram,
  ProgramSettings,
} from '../ports.ts';

/** A store's merchants in this process. */
type Kept = {
  merchant: Merchant;
  readonly miniPrograms: Map<string, MiniProgram>;
  readonly programSettings: Map<string, ProgramSettings>;
  readonly keys: Map<string, MerchantKey>;
};

/** Keeps merchants in this process. */
export function createMemoryMerchants(): MerchantStore {
  const merchants = new Map<string, Kept>();

  function change(merchantId: string, act: (kept: Kept) => boolean): boolean {
    const kept = merchants.get(merchantId);
    if (!kept || !act(kept)) return false;
    kept.merchant = Object.freeze({ ...kept.merchant, version: kept.merchant.version + 1 });
    return true;
  }

  return {
    async saveMerchant(merchant) {
      const kept = merchants.get(merchant.id);
      const version = (kept?.merchant.version ?? 0) + 1;
      const createdAtMs = kept?.merchant.createdAtMs ?? merchant.createdAtMs;
      const saved = Object.freeze({ ...merchant, createdAtMs, version });
      if (kept) kept.merchant = saved;
      else
        merchants.set(merchant.id, {
          merchant: saved,
          miniPrograms: new Map(),
          programSettings: new Map(),
          keys: new Map(),
        });
    },
    async findMerchant(id) {
      const kept = merchants.get(id);
      if (!kept) return null;
      const miniPrograms = [...kept.miniPrograms.values()].sort(oldestFirst(({ appid }) => appid));
      const keys = [...kept.keys.values()].sort(oldestFirst(({ kind, serial }) => kind + serial));
      const programSettings = [...kept.programSettings.values()].sort((a, b) =>
        a.appid < b.appid ? -1 : 1,
      );
      return { merchant: kept.merchant, miniPrograms, programSettings, keys };
    },
    async listMerchants() {
      return [...merchants.values()]
        .map(({ merchant }) => merchant)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async saveMiniProgram(miniProgram) {
      return change(miniProgram.merchantId, ({ miniPrograms }) => {
        const createdAtMs =
          miniPrograms.get(miniProgram.appid)?.createdAtMs ?? miniProgram.createdAtMs;
        miniPrograms.set(miniProgram.appid, Object.freeze({ ...miniProgram, createdAtMs }));
        return true;
      });
    },
    async saveProgramSettings(settings) {
      return change(settings.merchantId, ({ programSettings }) => {
        programSettings.set(settings.appid, Object.freeze({ ...settings }));
        return true;
      });
    },
    async saveMerchantKey(key) {
      return change(key.merchantId, ({ keys }) => {
        keys.set(keyOf(key), Object.freeze({ ...key }));
        return true;
      });
    },
    async removeMerchantKey(key) {
      return change(key.merchantId, ({ keys }) => keys.delete(keyOf(key)));
    },
  };
}

function keyOf({ kind, serial }: Pick<MerchantKey, 'kind' | 'serial'>): string {
  return JSON.stringify([kind, serial]);
}

function oldestFirst<T extends { readonly createdAtMs: number }>(nameOf: (one: T) => string) {
  return (a: T, b: T) => a.createdAtMs - b.createdAtMs || (nameOf(a) < nameOf(b) ? -1 : 1);
}
