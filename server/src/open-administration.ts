import {
  changeMiniProgram,
  type ProgramSettingsWish,
  type ShownProgramSettings,
} from './administer-mini-programs.ts';
import { administerPeople, type PeopleAdministration } from './administer-people.ts';
import type { AdministrationConfig } from './config/parse-administration.ts';
import { RULES } from './config/rules.ts';
import { createCredentials } from './create-credentials.ts';
import { type ApiKeyWish, type CreatedApiKey, createApiKey } from './flows/create-api-key.ts';
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
import { noteDown } from './note-administration.ts';
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
  /** Token and key of message push come together; a token alone is plain mode. */
  changeMiniProgram(
    merchantId: string,
    appid: string,
    wish: ProgramSettingsWish,
  ): Promise<ShownProgramSettings>;
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
      async changeMiniProgram(merchantId, appid, wish) {
        demand(RULES.appid.parse(appid), `appid must be ${RULES.appid.en}`);
        await demandMerchant(merchantId);
        return changeMiniProgram(house, { merchantId, appid }, wish);
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
