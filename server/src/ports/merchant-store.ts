import type { AfterPaymentSettings, MerchantSettings } from '../ports.ts';

/** What a merchant has otherwise than the environment says. */
export type MerchantChoices = Partial<
  Pick<
    MerchantSettings,
    'orderLifeSeconds' | 'sessionLifeSeconds' | 'refundApprovalAboveFen' | 'latePayment'
  > &
    Pick<AfterPaymentSettings, 'shipping'>
>;

/** A merchant as it is kept. */
export interface Merchant {
  /** Our name of it. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** `environment`: its identity and first keys are settings; what is kept of it comes on top. */
  readonly origin: 'environment' | 'stored';
  /** Null: a direct merchant. Else who receives the money; `mchid` is the service provider's and signs. */
  readonly partner: { readonly subMchid: string; readonly spAppid: string } | null;
  readonly mchid: string;
  /** One that is not active is not there for payers, WeChat and keys. */
  readonly active: boolean;
  readonly choices: MerchantChoices;
  readonly createdAtMs: number;
  /** Counts the changes of the merchant, its mini-programs and its keys. */
  readonly version: number;
}

/** A mini-program in which a merchant takes payments. */
export interface MiniProgram {
  readonly merchantId: string;
  readonly appid: string;
  readonly sealedSecret: string;
  readonly createdAtMs: number;
}

/** What a merchant wants payers to be told, and by which page; it holds for one mini-program. */
export type ProgramMessages = Pick<
  AfterPaymentSettings,
  'paidTemplate' | 'shippedTemplate' | 'orderPage'
>;

/** How WeChat pushes messages to us, as entered in the mini-program's console under message push. */
export interface MessagePushSecrets {
  readonly token: string;
  /** Null: plain mode, whose signature does not cover the message. */
  readonly encodingAesKey: string | null;
}

/** What was chosen for one mini-program; also for one that the environment names. */
export interface ProgramSettings {
  readonly merchantId: string;
  readonly appid: string;
  /** What is not there is as the environment says of its own mini-program, and nothing for any other. */
  readonly messages: Partial<ProgramMessages>;
  /** Token and EncodingAESKey of message push, sealed; null: nothing was chosen. */
  readonly sealedPush: string | null;
}

/**
 * A key that a merchant has at WeChat. `serial` names it: that of the certificate, the public key's id, and
 * `current` or `next` for an APIv3 key, which has no name.
 */
export type MerchantKey = {
  readonly merchantId: string;
  readonly serial: string;
  readonly createdAtMs: number;
} & (
  | { readonly kind: 'merchant-key' | 'apiv3-key'; readonly sealed: string }
  | { readonly kind: 'public-key' | 'platform-certificate'; readonly pem: string }
);

/** A key as its owner hands it in; `text` is the secret, or the PEM of what is public. */
export interface MerchantKeyWish {
  readonly kind: MerchantKey['kind'];
  readonly serial: string;
  readonly text: string;
}

/** A merchant with all that belongs to it; mini-programs and keys oldest first. */
export interface WholeMerchant {
  readonly merchant: Merchant;
  readonly miniPrograms: readonly MiniProgram[];
  /** By appid. */
  readonly programSettings: readonly ProgramSettings[];
  readonly keys: readonly MerchantKey[];
}

/** How merchants are kept. Every change counts the merchant's version in the same statement. */
export interface MerchantStore {
  /** Creates it, or replaces what is kept of it; its mini-programs and keys stay. */
  saveMerchant(merchant: Omit<Merchant, 'version'>): Promise<void>;
  findMerchant(id: string): Promise<WholeMerchant | null>;
  /** All of them, by id: who is there, and what changed. */
  listMerchants(): Promise<readonly Merchant[]>;
  /** Adds it, or replaces its secret; false when there is no such merchant. */
  saveMiniProgram(miniProgram: MiniProgram): Promise<boolean>;
  /** Replaces what was chosen for a mini-program; false when there is no such merchant. */
  saveProgramSettings(settings: ProgramSettings): Promise<boolean>;
  /** Adds it, or replaces one of the same kind and serial; false when there is no such merchant. */
  saveMerchantKey(key: MerchantKey): Promise<boolean>;
  /** False when there is no such key. */
  removeMerchantKey(key: Pick<MerchantKey, 'merchantId' | 'kind' | 'serial'>): Promise<boolean>;
}
