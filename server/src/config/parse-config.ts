import type { Config, Finding } from './config.ts';
import { readAfterPayment } from './read-after-payment.ts';
import { RULES } from './rules.ts';
import { createSettingsReader, type Environment, type SettingsReader } from './settings-reader.ts';

/** A whole configuration, or everything that is wrong with it at once. */
export type ConfigResult =
  | { readonly config: Config; readonly findings?: never }
  | { readonly findings: readonly Finding[]; readonly config?: never };

/**
 * Reads the configuration from an environment. Nothing is guessed: what is missing or malformed is
 * a finding, and all findings are reported together.
 *
 * @param readFile Reads the files that `…_FILE` settings name; throws when it cannot.
 */
export function parseConfig(env: Environment, readFile: (path: string) => string): ConfigResult {
  const read = createSettingsReader(env, readFile);
  const wechatpayBaseUrl = read.optional('WECHATPAY_BASE_URL', RULES.origin, null);
  const masterKey = read.required('YIFEN_MASTER_KEY', RULES.masterKey);
  const appid = read.required('WECHAT_APPID', RULES.appid);
  const appSecret = read.required('WECHAT_APP_SECRET', RULES.appSecret);
  const mchid = read.required('WECHATPAY_MCHID', RULES.mchid);
  const merchantSerial = read.required('WECHATPAY_MERCHANT_SERIAL', RULES.merchantSerial);
  const merchantKey = read.requiredText('WECHATPAY_MERCHANT_KEY', RULES.merchantKey);
  const apiV3Key = read.required('WECHATPAY_APIV3_KEY', RULES.apiV3Key);
  const rest = {
    host: read.optional('YIFEN_HOST', RULES.host, '127.0.0.1'),
    port: read.optional('YIFEN_PORT', RULES.port, 7_777),
    publicUrl: readPublicUrl(read, wechatpayBaseUrl),
    databaseUrl: read.optional('YIFEN_DATABASE_URL', RULES.databaseUrl, null),
    dataDir: read.optional('YIFEN_DATA_DIR', RULES.path, '.yifen'),
    otherMasterKeys: read.optional('YIFEN_MASTER_KEY_PREVIOUS', RULES.masterKeys, []),
    merchantId: read.optional('YIFEN_MERCHANT_ID', RULES.merchantId, 'default'),
    wechatBaseUrl: read.optional('WECHAT_BASE_URL', RULES.origin, null),
    wechatpayBaseUrl,
    ...readPlatformKeys(read),
    orderLifeSeconds: read.optional('YIFEN_ORDER_LIFE_SECONDS', RULES.orderLifeSeconds, 1_800),
    sessionLifeSeconds: read.optional(
      'YIFEN_SESSION_LIFE_SECONDS',
      RULES.sessionLifeSeconds,
      604_800,
    ),
    latePayment: read.optional('YIFEN_LATE_PAYMENT', RULES.latePayment, 'accept' as const),
    billIgnoredPrefixes: read.optional('YIFEN_BILL_IGNORED_PREFIXES', RULES.numberPrefixes, []),
    ...readAfterPayment(read),
    refundApprovalAboveFen: read.optional('YIFEN_REFUND_APPROVAL_ABOVE_FEN', RULES.fen, null),
    keepDeliveriesDays: read.optional('YIFEN_KEEP_DELIVERIES_DAYS', RULES.keepDeliveries, 90),
    keepEventsDays: read.optional('YIFEN_KEEP_EVENTS_DAYS', RULES.keepEvents, 400),
    webhookAllowPrivate: read.optional('YIFEN_WEBHOOK_ALLOW_PRIVATE', RULES.flag, false),
    consoleTotp: read.optional('YIFEN_CONSOLE_TOTP', RULES.consoleTotp, 'required' as const),
    maxPerAddressPerMinute: read.optional('YIFEN_RATE_PER_ADDRESS', RULES.rate, 1_200),
    maxPerSessionPerMinute: read.optional('YIFEN_RATE_PER_SESSION', RULES.rate, 300),
    maxPerKeyPerMinute: read.optional('YIFEN_RATE_PER_KEY', RULES.rate, 1_200),
    maxSignInsPerMinute: read.optional('YIFEN_RATE_SIGN_IN', RULES.rate, 20),
    trustedProxies: read.optional('YIFEN_TRUSTED_PROXIES', RULES.trustedProxies, 0),
    metricsPort: read.optional('YIFEN_METRICS_PORT', RULES.port, null),
    metricsHost: read.optional('YIFEN_METRICS_HOST', RULES.host, '127.0.0.1'),
    otlpEndpoint: read.optional('OTEL_EXPORTER_OTLP_ENDPOINT', RULES.endpoint, null),
    console: read.optional('YIFEN_CONSOLE', RULES.flag, true),
    logLevel: read.optional('YIFEN_LOG_LEVEL', RULES.logLevel, 'info' as const),
  };
  if (
    read.findings.length > 0 ||
    masterKey === null ||
    appid === null ||
    appSecret === null ||
    mchid === null ||
    merchantSerial === null ||
    merchantKey === null ||
    apiV3Key === null
  ) {
    return { findings: Object.freeze([...read.findings]) };
  }
  return {
    config: Object.freeze({
      ...rest,
      masterKey,
      appid,
      appSecret,
      mchid,
      merchantSerial: merchantSerial.toUpperCase(),
      merchantKey,
      apiV3Key,
    }),
  };
}

/** WeChat sends notifications to a public https address only; a simulator on this machine does not mind. */
function readPublicUrl(read: SettingsReader, wechatpayBaseUrl: string | null): string | null {
  if (wechatpayBaseUrl !== null && isLoopback(wechatpayBaseUrl)) {
    return read.optional('YIFEN_PUBLIC_URL', RULES.origin, null);
  }
  const publicUrl = read.required('YIFEN_PUBLIC_URL', RULES.origin);
  if (publicUrl !== null && (!publicUrl.startsWith('https:') || isLoopback(publicUrl))) {
    read.find({
      name: 'YIFEN_PUBLIC_URL',
      zh: '微信只向公网 https 地址发送通知，请填写 https 域名。',
      en: 'WeChat sends notifications to a public https address only: set an https origin.',
    });
  }
  return publicUrl;
}

/** Public-key mode, certificate mode, or both while the merchant changes from one to the other. */
function readPlatformKeys(read: SettingsReader): Pick<Config, 'publicKey' | 'platformCertificate'> {
  const platformCertificate = read.optionalText(
    'WECHATPAY_PLATFORM_CERTIFICATE',
    RULES.platformCertificate,
  );
  if (platformCertificate !== null) {
    const id = read.optional('WECHATPAY_PUBLIC_KEY_ID', RULES.publicKeyId, null);
    const pem = read.optionalText('WECHATPAY_PUBLIC_KEY', RULES.publicKey);
    if ((id === null) !== (pem === null)) {
      read.find({
        name: id === null ? 'WECHATPAY_PUBLIC_KEY_ID' : 'WECHATPAY_PUBLIC_KEY',
        zh: '微信支付公钥与公钥 ID 须同时设置。',
        en: 'The WeChat Pay public key and its id belong together: set both or neither.',
      });
    }
    return { platformCertificate, publicKey: id !== null && pem !== null ? { id, pem } : null };
  }
  const id = read.required('WECHATPAY_PUBLIC_KEY_ID', RULES.publicKeyId);
  const pem = read.requiredText('WECHATPAY_PUBLIC_KEY', RULES.publicKey);
  return { platformCertificate, publicKey: id !== null && pem !== null ? { id, pem } : null };
}

function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
