import type { PlatformKey } from '@yifen/wechatpay';
import type { Config } from './config/config.ts';
import type { MessagePushSettings } from './config/read-after-payment.ts';
import type { WechatPlatformConfig } from './platform/wechat-platform.ts';
import type {
  AfterPaymentSettings,
  MerchantKey,
  MerchantSettings,
  ProgramMessages,
  Secrets,
  WholeMerchant,
} from './ports.ts';

/** A merchant with its secrets opened; never logged, never stored. */
export interface OpenedMerchant {
  readonly settings: Omit<MerchantSettings, 'appid' | 'notifyUrl'>;
  readonly wechat: Omit<WechatPlatformConfig, 'appid' | 'appSecret'>;
  /** By appid; the first is the merchant's own choice when nobody names one. */
  readonly programs: ReadonlyMap<string, OpenedProgram>;
}

/** What is each mini-program's own. */
export interface OpenedProgram {
  readonly appSecret: string;
  readonly messages: ProgramMessages;
  readonly messagePush: MessagePushSettings | null;
}

/** The merchant as it is in one of its mini-programs. */
export function inProgram(merchant: OpenedMerchant, program: OpenedProgram): OpenedMerchant {
  const { settings, wechat } = merchant;
  return Object.freeze({
    ...merchant,
    settings: { ...settings, afterPayment: { ...settings.afterPayment, ...program.messages } },
    wechat: { ...wechat, messagePush: program.messagePush },
  });
}

/** A merchant cannot take payments as it is kept; the message says what is missing, and holds no secret. */
export class UnusableMerchantError extends Error {
  override readonly name = 'UnusableMerchantError';
}

/**
 * Opens the environment's merchant. What is kept of it comes on top of the settings: newer certificates
 * sign first, a kept APIv3 key goes before the one of the settings, which goes on opening.
 *
 * @param kept Null: nothing is.
 */
export function openEnvironment(
  config: Config,
  kept: WholeMerchant | null,
  secrets: Secrets,
): OpenedMerchant {
  const keys = openKeys(kept?.keys ?? [], secrets);
  const apiV3Keys = [keys.currentApiV3Key, keys.nextApiV3Key, config.apiV3Key];
  const [apiV3Key = config.apiV3Key, nextApiV3Key = null] = new Set(
    keys.currentApiV3Key === null && keys.nextApiV3Key !== null
      ? [config.apiV3Key, keys.nextApiV3Key]
      : apiV3Keys.filter((key) => key !== null),
  );
  const { shipping = config.afterPayment.shipping, ...choices } = kept?.merchant.choices ?? {};
  return Object.freeze({
    settings: {
      ...settingsOf(config),
      ...choices,
      afterPayment: { ...NOTHING_BY_ITSELF, shipping },
    },
    wechat: {
      ...config,
      apiV3Key,
      nextApiV3Key,
      newerMerchantKeys: keys.merchantKeys,
      morePlatformKeys: keys.platformKeys,
      partner: null,
    },
    programs: openPrograms(kept, secrets, config),
  });
}

/**
 * Opens a merchant that is kept; what it has not chosen is as the environment says.
 *
 * @throws UnusableMerchantError when a key is missing, or was sealed under a master key that is not given.
 */
export function openMerchant(
  config: Config,
  kept: WholeMerchant,
  secrets: Secrets,
): OpenedMerchant {
  const { merchant } = kept;
  const keys = openKeys(kept.keys, secrets);
  const [newest, ...older] = keys.merchantKeys;
  const { currentApiV3Key: apiV3Key } = keys;
  const programs = openPrograms(kept, secrets, null);
  if (!newest) throw new UnusableMerchantError('it has no merchant certificate');
  if (apiV3Key === null) throw new UnusableMerchantError('it has no APIv3 key');
  if (keys.platformKeys.length === 0) {
    throw new UnusableMerchantError('it has neither a public key nor a certificate of WeChat Pay');
  }
  if (programs.size === 0) throw new UnusableMerchantError('it has no mini-program');
  const { shipping = NOTHING_BY_ITSELF.shipping, ...choices } = merchant.choices;
  return Object.freeze({
    settings: {
      ...settingsOf(config),
      ...choices,
      merchantId: merchant.id,
      mchid: merchant.partner?.subMchid ?? merchant.mchid,
      afterPayment: { ...NOTHING_BY_ITSELF, shipping },
    },
    wechat: {
      mchid: merchant.mchid,
      merchantSerial: newest.serial,
      merchantKey: newest.privateKey,
      newerMerchantKeys: [newest, ...older],
      apiV3Key,
      nextApiV3Key: keys.nextApiV3Key,
      publicKey: null,
      platformCertificate: null,
      morePlatformKeys: keys.platformKeys,
      partner: merchant.partner,
      messagePush: null,
      wechatBaseUrl: config.wechatBaseUrl,
      wechatpayBaseUrl: config.wechatpayBaseUrl,
    },
    programs,
  });
}

/** Templates belong to a mini-program: the environment's are of no use to another. */
const NO_MESSAGES: ProgramMessages = Object.freeze({
  paidTemplate: null,
  shippedTemplate: null,
  orderPage: null,
});

const NOTHING_BY_ITSELF: AfterPaymentSettings = Object.freeze({
  shipping: 'manual',
  ...NO_MESSAGES,
});

function settingsOf(config: Config) {
  return {
    merchantId: config.merchantId,
    mchid: config.mchid,
    orderLifeSeconds: config.orderLifeSeconds,
    sessionLifeSeconds: config.sessionLifeSeconds,
    refundApprovalAboveFen: config.refundApprovalAboveFen,
    latePayment: config.latePayment,
    billIgnoredPrefixes: config.billIgnoredPrefixes,
  };
}

/** The newest first: it is the one to use. */
function openKeys(kept: readonly MerchantKey[], secrets: Secrets) {
  const newestFirst = kept.toReversed();
  const sealed = (wanted: MerchantKey['kind'], name?: string) =>
    newestFirst.flatMap((key) =>
      'sealed' in key && key.kind === wanted && (name ?? key.serial) === key.serial
        ? [{ serial: key.serial, privateKey: openOr(secrets, key.sealed) }]
        : [],
    );
  return {
    merchantKeys: sealed('merchant-key'),
    currentApiV3Key: sealed('apiv3-key', 'current')[0]?.privateKey ?? null,
    nextApiV3Key: sealed('apiv3-key', 'next')[0]?.privateKey ?? null,
    platformKeys: newestFirst.flatMap((key): PlatformKey[] => {
      if (!('pem' in key)) return [];
      return key.kind === 'public-key'
        ? [{ serial: key.serial, publicKey: key.pem }]
        : [{ certificate: key.pem }];
    }),
  };
}

/** @param environment Whose mini-program comes first; what was chosen for it goes before its settings. */
function openPrograms(
  kept: WholeMerchant | null,
  secrets: Secrets,
  environment: Config | null,
): ReadonlyMap<string, OpenedProgram> {
  const { miniPrograms = [], programSettings = [] } = kept ?? {};
  const appSecrets = new Map([
    ...(environment ? [[environment.appid, environment.appSecret] as const] : []),
    ...miniPrograms.map(
      ({ appid, sealedSecret }) => [appid, openOr(secrets, sealedSecret)] as const,
    ),
  ]);
  const openProgram = (appid: string, appSecret: string): OpenedProgram => {
    const chosen = programSettings.find((each) => each.appid === appid);
    const isEnvironments = environment?.appid === appid;
    const { shipping: _, ...messages } = environment?.afterPayment ?? NOTHING_BY_ITSELF;
    const push = isEnvironments ? environment.messagePush : null;
    return Object.freeze({
      appSecret,
      messages: { ...(isEnvironments ? messages : NO_MESSAGES), ...chosen?.messages },
      messagePush: chosen?.sealedPush ? openPush(secrets, chosen.sealedPush) : push,
    });
  };
  return new Map(
    [...appSecrets].map(([appid, appSecret]) => [appid, openProgram(appid, appSecret)]),
  );
}

function openPush(secrets: Secrets, sealed: string): MessagePushSettings {
  return Object.freeze(JSON.parse(openOr(secrets, sealed)) as MessagePushSettings);
}

function openOr(secrets: Secrets, sealed: string): string {
  try {
    return secrets.open(sealed);
  } catch {
    throw new UnusableMerchantError(
      'it was sealed under another master key: name that key in YIFEN_MASTER_KEY_PREVIOUS',
    );
  }
}
