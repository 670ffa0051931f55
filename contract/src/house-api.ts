/** How a merchant is set up and watched, as types: keys, mini-programs, settings, audit log. */

/** A key at WeChat that is kept: which one it is, never what it is. */
export interface MerchantKey {
  readonly kind: 'merchant-key' | 'apiv3-key' | 'public-key' | 'platform-certificate';
  /** The certificate's serial, the public key's id, or `current` or `next` of an APIv3 key. */
  readonly serial: string;
  readonly savedAt: string;
}

/** A key to add, or to replace. */
export interface NewMerchantKey extends Pick<MerchantKey, 'kind' | 'serial'> {
  /** The key: PEM, but the APIv3 key, which is 32 characters. */
  readonly text: string;
}

/** A key of the merchant's own systems: what it is called and may do, never its text. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Its first characters, to tell keys apart. */
  readonly hint: string;
  readonly scopes: readonly string[];
  /** Whose it is: `user:…`, as whom it acts; null: the system's own. */
  readonly holder: string | null;
  /** `ended`: revoked, replaced, or its time is up. */
  readonly state: 'active' | 'ended';
  readonly createdAt: string;
  /** From then on it is refused; null: never. */
  readonly expiresAt: string | null;
  /** Within a minute. */
  readonly lastUsedAt: string | null;
}

/** A key with its text, which is in this answer and in no other. */
export interface ApiKeyWithText extends ApiKey {
  /** `yk_…` */
  readonly key: string;
}

/** A key to make; it acts as whoever makes it, and may do no more. */
export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Default: until it is revoked. */
  readonly lifeSeconds?: number | null;
}

/** How a key is replaced. */
export interface ApiKeyRotation {
  /** How long the former goes on. Default 24 h. */
  readonly overlapSeconds?: number;
  /** How long the new one lives. Default: as long as the former; null: until it is revoked. */
  readonly lifeSeconds?: number | null;
}

/** One line of the audit log. */
export interface AuditLine {
  readonly number: number;
  readonly at: string;
  /** Who: `user:…`, `key:…`, `cli`. */
  readonly actor: string;
  /** What, e.g. `POST /v1/merchant/refunds/:id/approve`. */
  readonly action: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** Which lines of the audit log to list; by default from the first on. */
export interface AuditQuery {
  readonly order?: 'oldest' | 'newest';
  /** Only his, e.g. `user:…`; with `newest`. */
  readonly actor?: string;
  /** Only about it; with `newest`. */
  readonly subject?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** Whether the audit log holds together. */
export interface AuditVerdict {
  /** How many lines do, from the first on. */
  readonly sound: number;
  /** Note it elsewhere: nobody can then shorten the log unseen. */
  readonly lastHash: string;
  readonly brokenAt: number | null;
}

/** What a merchant may choose; the server's settings say the rest. */
export interface MerchantChoices {
  /** How long an order may be paid. */
  readonly orderLifeSeconds: number;
  /** How long a payer's login lasts. */
  readonly sessionLifeSeconds: number;
  /** What one person may refund of an order alone; null: all of it. */
  readonly refundApprovalAboveFen: number | null;
  /** What becomes of money that comes for a closed order. */
  readonly latePayment: 'accept' | 'refund';
  /** How every order is shipped as soon as it is paid; `manual`: the merchant ships each. */
  readonly shipping: 'manual' | 'virtual' | 'self-pickup' | 'same-city';
}

/** A merchant as it is set up: nothing here is secret. */
export interface MerchantSettings extends MerchantChoices {
  readonly id: string;
  readonly name: string;
  /** Who receives the money. */
  readonly mchid: string;
  /** `environment`: its identity and first keys are settings of the server. */
  readonly origin: 'environment' | 'stored';
  /** Null: a direct merchant. Else the service provider who signs. */
  readonly partner: { readonly mchid: string; readonly spAppid: string } | null;
  readonly active: boolean;
  readonly notifyUrl: string;
  /** The first logs payers in when nobody names another. */
  readonly miniPrograms: readonly { readonly appid: string }[];
  /** Which of the choices it has made itself. */
  readonly chosen: readonly (keyof MerchantChoices)[];
  readonly billIgnoredPrefixes: readonly string[];
  /** Where WeChat Pay is: the simulator's address when this is a trial. */
  readonly wechatpayUrl: string;
  readonly isSimulated: boolean;
  /** Milliseconds since 1970 by the server's clock when it answered. */
  readonly serverTimeMs: number;
}

/** What to change of a merchant. */
export type MerchantSettingsChange = Partial<MerchantChoices> & {
  readonly name?: string;
};

/** A subscribe message template and what stands in its fields. */
export interface ProgramTemplate {
  readonly templateId: string;
  /** By the template's own names; a source such as `amount`, or a fixed text that begins with a quote. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A mini-program as it is set up: nothing here is secret. */
export interface MiniProgramSetup {
  readonly appid: string;
  /** Null: the payer is not told. */
  readonly paidTemplate: ProgramTemplate | null;
  readonly shippedTemplate: ProgramTemplate | null;
  /** The page that a message opens; `{id}` and `{outTradeNo}` are filled in. */
  readonly orderPage: string | null;
  /** Are messages that WeChat pushes believed? */
  readonly hasMessagePush: boolean;
  /** What is entered in the mini-program's console under message push. */
  readonly messageUrl: string;
}

/** What to change of a mini-program; what is not there stays. */
export type MiniProgramChange = Partial<
  Pick<MiniProgramSetup, 'paidTemplate' | 'shippedTemplate' | 'orderPage'>
> & {
  /** Null: none of its own. Without `encodingAesKey`: plain mode. */
  readonly messagePush?: { readonly token: string; readonly encodingAesKey?: string } | null;
};

/** A merchant to add to the server; mini-programs and keys follow. */
export interface NewMerchant {
  /** 1 to 32 of `a-z 0-9 -`: it stands in addresses. */
  readonly id: string;
  readonly name: string;
  /** The merchant's own, or the service provider's. */
  readonly mchid: string;
  readonly partner?: { readonly subMchid: string; readonly spAppid: string };
}

/** Every route of a merchant's set-up, with what it takes and what it answers. */
export interface HouseRoutes {
  'GET /v1/merchant/keys': { answer: { items: readonly MerchantKey[] } };
  'POST /v1/merchant/keys': { body: NewMerchantKey; answer: MerchantKey };
  'DELETE /v1/merchant/keys/{kind}/{serial}': { answer: Pick<MerchantKey, 'kind' | 'serial'> };
  'GET /v1/merchant/api-keys': { answer: { items: readonly ApiKey[] } };
  'POST /v1/merchant/api-keys': { body: NewApiKey; answer: ApiKeyWithText };
  'POST /v1/merchant/api-keys/{id}/rotate': { body: ApiKeyRotation; answer: ApiKeyWithText };
  'POST /v1/merchant/api-keys/{id}/revoke': { body: { reason: string }; answer: ApiKey };
  'GET /v1/merchant/settings': { answer: MerchantSettings };
  'PATCH /v1/merchant/settings': { body: MerchantSettingsChange; answer: MerchantSettings };
  /** Adds it, or replaces its AppSecret. */
  'POST /v1/merchant/mini-programs': {
    body: { appid: string; secret: string };
    answer: { appid: string };
  };
  'GET /v1/merchant/mini-programs': { answer: { items: readonly MiniProgramSetup[] } };
  'PATCH /v1/merchant/mini-programs/{appid}': {
    body: MiniProgramChange;
    answer: MiniProgramSetup;
  };
  'GET /v1/merchant/audit': {
    query: AuditQuery;
    answer: { items: readonly AuditLine[]; nextCursor: string | null };
  };
  'GET /v1/merchant/audit/verdict': { answer: AuditVerdict };
}
