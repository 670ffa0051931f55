import { administerPeople, type PeopleAdministration } from './administer-people.ts';
import type { AdministrationConfig } from './config/parse-administration.ts';
import { RULES } from './config/rules.ts';
import { createCredentials } from './create-credentials.ts';
import { type ApiKeyWish, type CreatedApiKey, createApiKey } from './flows/create-api-key.ts';
import { type AuditPorts, keepAudit } from './flows/keep-audit.ts';
import {
  listMerchantKeys,
  removeMerchantKey,
  type ShownKey,
  saveMerchantKey,
} from './flows/keep-merchant-keys.ts';
import {
  changeMerchant,
  createMerchant,
  type MerchantWish,
  saveMiniProgram,
} from './flows/keep-merchants.ts';
import { Refusal } from './flows/refusal.ts';
import { revokeApiKey } from './flows/revoke-api-key.ts';
import { rotateApiKey } from './flows/rotate-api-key.ts';
import type { ApiKey, Merchant, MerchantKeyWish } from './ports.ts';
import { problemOfKey } from './problem-of-key.ts';
import { startEmbeddedDatabase } from './store/embedded-database.ts';
import { migrate } from './store/migrate.ts';
import { createPostgresStore } from './store/postgres-store.ts';
import { type ResealCount, resealDatabase } from './store/reseal-database.ts';
import { createSecrets, systemClock, systemRandom } from './system.ts';

/** A merchant as administration shows it: no secret. */
export interface ShownMerchant extends Merchant {
  readonly appids: readonly string[];
  readonly keys: readonly ShownKey[];
}

/**
 * Tends merchants and keys in the database, beside servers that run or without any. Each method throws
 * `Refusal` where it cannot do what is asked.
 */
export interface Administration extends PeopleAdministration {
  /** @param email Of the person it belongs to. Default: nobody's, it is the system's own. */
  createApiKey(wish: Omit<ApiKeyWish, 'holder'>, email?: string): Promise<CreatedApiKey>;
  listApiKeys(merchantId: string): Promise<readonly ApiKey[]>;
  rotateApiKey(merchantId: string, id: string, overlapSeconds: number): Promise<CreatedApiKey>;
  revokeApiKey(merchantId: string, id: string): Promise<ApiKey>;
  createMerchant(wish: MerchantWish): Promise<void>;
  changeMerchant(
    id: string,
    changes: Partial<Pick<Merchant, 'name' | 'active' | 'choices'>>,
  ): Promise<void>;
  listMerchants(): Promise<readonly ShownMerchant[]>;
  saveMiniProgram(program: { merchantId: string; appid: string; secret: string }): Promise<void>;
  saveMerchantKey(merchantId: string, wish: MerchantKeyWish): Promise<ShownKey>;
  removeMerchantKey(
    merchantId: string,
    key: Pick<MerchantKeyWish, 'kind' | 'serial'>,
  ): Promise<void>;
  /** Puts all that is sealed under the present master key. */
  reseal(): Promise<ResealCount>;
  close(): Promise<void>;
}

/**
 * Opens administration on the database that the settings name; the embedded one is started when no server
 * runs it.
 *
 * @throws Error when the database is not to be had.
 */
export async function openAdministration(
  config: AdministrationConfig,
  options: { readonly onNotice?: (message: string) => void } = {},
): Promise<Administration> {
  const { onNotice } = options;
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedDatabase({ dataDir: config.dataDir, ...(onNotice ? { onNotice } : {}) })
      : null;
  const connectionString = config.databaseUrl ?? embedded?.connectionString ?? '';
  try {
    await migrate(connectionString);
    const store = await createPostgresStore({ connectionString, maxConnections: 2 });
    const secrets = createSecrets(config.masterKey, config.otherMasterKeys);
    const house = {
      store,
      secrets,
      clock: systemClock,
      random: systemRandom,
      log: { event: () => undefined },
      merchants: { problemOf: problemOfKey },
      credentials: createCredentials(),
      console: { totp: 'optional' as const, origin: originOf(config) },
    };
    const demandMerchant = async (merchantId: string) => {
      // The environment's merchant may not have been written down yet: no server ever ran.
      const isKnown = merchantId === config.merchantId;
      if (!isKnown && (await store.findMerchant(merchantId)) === null) {
        throw new Refusal('not_found');
      }
    };
    const people = administerPeople(house);
    const tended: Administration = {
      ...people,
      createUser: async (merchantId, wish, password) => {
        await demandMerchant(merchantId);
        return people.createUser(merchantId, wish, password);
      },
      createApiKey: async (wish, email) => {
        await demandMerchant(wish.merchantId);
        if (email === undefined) return createApiKey(house, wish);
        const users = await people.listUsers(wish.merchantId);
        const user = users.find((each) => each.email === email.trim().toLowerCase());
        if (!user) throw new Refusal('not_found');
        return createApiKey(house, { ...wish, holder: `user:${user.id}` });
      },
      listApiKeys: (merchantId) => store.listApiKeys(merchantId),
      rotateApiKey: (merchantId, id, overlapSeconds) =>
        rotateApiKey(house, merchantId, id, overlapSeconds),
      revokeApiKey: (merchantId, id) => revokeApiKey(house, merchantId, id),
      createMerchant: (wish) => {
        checkNames(wish);
        return createMerchant(house, wish);
      },
      changeMerchant: (id, changes) => changeMerchant(house, id, changes),
      async listMerchants() {
        const merchants = await store.listMerchants();
        return Promise.all(
          merchants.map(async (merchant) => ({
            ...merchant,
            appids: ((await store.findMerchant(merchant.id))?.miniPrograms ?? []).map(
              ({ appid }) => appid,
            ),
            keys: await listMerchantKeys(house, merchant.id),
          })),
        );
      },
      saveMiniProgram: (program) => {
        demand(RULES.appid.parse(program.appid), `appid must be ${RULES.appid.en}`);
        demand(RULES.appSecret.parse(program.secret), `the secret must be ${RULES.appSecret.en}`);
        return saveMiniProgram(house, program);
      },
      saveMerchantKey: (merchantId, wish) => saveMerchantKey(house, merchantId, wish),
      removeMerchantKey: (merchantId, key) => removeMerchantKey(house, merchantId, key),
      reseal: () => resealDatabase(connectionString, secrets),
      async close() {
        await store.close();
        await embedded?.stop();
      },
    };
    return Object.freeze<Administration>(noteDown({ store, secrets, clock: systemClock }, tended));
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** The same administration, with each change in the merchant's audit log. */
function noteDown(ports: AuditPorts, tended: Administration): Administration {
  async function note(
    merchantId: string,
    action: string,
    subject: string | null,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await keepAudit(ports, { merchantId, actor: 'cli', action, subject, details, requestId: null });
  }
  return {
    ...tended,
    async createApiKey(wish, email) {
      const made = await tended.createApiKey(wish, email);
      await note(wish.merchantId, 'key.create', made.key.id, { scopes: made.key.scopes });
      return made;
    },
    async rotateApiKey(merchantId, id, overlapSeconds) {
      const made = await tended.rotateApiKey(merchantId, id, overlapSeconds);
      await note(merchantId, 'key.rotate', id, { newKey: made.key.id, overlapSeconds });
      return made;
    },
    async revokeApiKey(merchantId, id) {
      const ended = await tended.revokeApiKey(merchantId, id);
      await note(merchantId, 'key.revoke', id);
      return ended;
    },
    async createMerchant(wish) {
      await tended.createMerchant(wish);
      await note(wish.id, 'merchant.create', wish.id, { mchid: wish.mchid });
    },
    async changeMerchant(id, changes) {
      await tended.changeMerchant(id, changes);
      await note(id, 'merchant.change', id, changes);
    },
    async saveMiniProgram(program) {
      await tended.saveMiniProgram(program);
      await note(program.merchantId, 'mini-program.save', program.appid);
    },
    async saveMerchantKey(merchantId, wish) {
      const shown = await tended.saveMerchantKey(merchantId, wish);
      await note(merchantId, 'merchant-key.save', wish.serial, { kind: wish.kind });
      return shown;
    },
    async createUser(merchantId, wish, password) {
      const made = await tended.createUser(merchantId, wish, password);
      const { email, role } = made.user;
      await note(merchantId, 'user.create', made.user.id, { email, role });
      return made;
    },
    async resetUser(merchantId, email) {
      const reset = await tended.resetUser(merchantId, email);
      await note(merchantId, 'user.reset', reset.user.id);
      return reset;
    },
    async changeUser(merchantId, email, change) {
      const changed = await tended.changeUser(merchantId, email, change);
      await note(merchantId, 'user.change', changed.id, change);
      return changed;
    },
    async removeMerchantKey(merchantId, key) {
      await tended.removeMerchantKey(merchantId, key);
      await note(merchantId, 'merchant-key.remove', key.serial, { kind: key.kind });
    },
  };
}

/** Where the console is, as far as the settings tell. */
function originOf({ publicUrl, port }: AdministrationConfig): string {
  return publicUrl ?? `http://127.0.0.1:${port}`;
}

function checkNames({ id, mchid, partner }: MerchantWish): void {
  demand(RULES.merchantId.parse(id), `the id must be ${RULES.merchantId.en}`);
  demand(RULES.mchid.parse(mchid), `mchid must be ${RULES.mchid.en}`);
  if (partner === null) return;
  demand(RULES.mchid.parse(partner.subMchid), `sub_mchid must be ${RULES.mchid.en}`);
  demand(RULES.appid.parse(partner.spAppid), `sp_appid must be ${RULES.appid.en}`);
}

function demand(value: string | null, keyProblem: string): void {
  if (value === null) throw new Refusal('merchant_key_invalid', { keyProblem });
}
