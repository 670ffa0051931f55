import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { Rule } from './settings-reader.ts';

function pattern(expression: RegExp, zh: string, en: string): Rule<string> {
  return { parse: (text) => (expression.test(text) ? text : null), zh, en };
}

function integer(min: number, max: number): Rule<number> {
  return {
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : null;
    },
    zh: ` ${min} 到 ${max} 之间的整数`,
    en: `an integer from ${min} to ${max}`,
  };
}

function parseOr<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

/** An origin: scheme, host, port, nothing behind. */
function parseOrigin(text: string): string | null {
  const url = parseOr(() => new URL(text));
  const isBare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '';
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  return url !== null && isBare && isHttp && url.username === '' ? url.origin : null;
}

function parseMasterKey(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
  return isBase64 ? Buffer.from(text, 'base64') : null;
}

/** What every setting must look like; each text finishes the sentences “it must be …” and “应为…”. */
export const RULES = Object.freeze({
  host: pattern(
    /^[0-9A-Za-z.:-]+$/,
    '监听地址，如 127.0.0.1',
    'an address to listen on, such as 127.0.0.1',
  ),
  port: integer(0, 65_535),
  origin: {
    parse: parseOrigin,
    zh: '不带路径的网址，如 https://pay.example.com',
    en: 'an origin without a path, such as https://pay.example.com',
  } satisfies Rule<string>,
  endpoint: pattern(
    /^https?:\/\/[^\s?#]+$/,
    '采集器的网址，如 http://127.0.0.1:4318',
    'the address of a collector, such as http://127.0.0.1:4318',
  ),
  databaseUrl: pattern(
    /^postgres(ql)?:\/\/\S+$/,
    'PostgreSQL 连接串，如 postgres://user:password@host:5432/yifen',
    'a PostgreSQL URL, such as postgres://user:password@host:5432/yifen',
  ),
  path: pattern(/\S/, '目录路径', 'the path of a folder'),
  masterKey: {
    parse: parseMasterKey,
    zh: ' 32 字节的 base64 或十六进制，可用 openssl rand -base64 32 生成',
    en: '32 bytes in base64 or hex, for example from: openssl rand -base64 32',
  } satisfies Rule<Uint8Array>,
  masterKeys: {
    parse: (text) => {
      const keys = text.split(',').map((each) => parseMasterKey(each.trim()));
      return keys.some((key) => key === null) ? null : keys.filter((key) => key !== null);
    },
    zh: '用逗号分隔的 32 字节密钥，写法同 YIFEN_MASTER_KEY',
    en: 'keys of 32 bytes separated by commas, each written as YIFEN_MASTER_KEY is',
  } satisfies Rule<readonly Uint8Array[]>,
  merchantId: pattern(
    /^[a-z0-9][a-z0-9-]{0,31}$/,
    '小写字母、数字或连字符组成的名称，不超过 32 个字符',
    'a name of at most 32 lower-case letters, digits and hyphens',
  ),
  appid: pattern(
    /^wx[0-9A-Za-z]{16}$/,
    '小程序 AppID（wx 开头，共 18 位），见小程序后台“开发设置”',
    "the mini-program's AppID (wx and 16 more characters), from its console under development settings",
  ),
  appSecret: pattern(
    /^[0-9A-Za-z]{32}$/,
    '小程序 AppSecret（32 位），见小程序后台“开发设置”',
    "the mini-program's AppSecret (32 characters), from its console under development settings",
  ),
  mchid: pattern(
    /^\d{8,10}$/,
    '商户号（8 到 10 位数字），见商户平台“账户中心”',
    'the merchant number (8 to 10 digits), from pay.weixin.qq.com under account centre',
  ),
  merchantSerial: pattern(
    /^[0-9A-Fa-f]{16,40}$/,
    '商户 API 证书序列号（十六进制），见商户平台“API安全”',
    'the serial of the merchant API certificate (hex), from pay.weixin.qq.com under API security',
  ),
  merchantKey: {
    parse: (text) => {
      const key = parseOr(() => createPrivateKey(text));
      return key?.asymmetricKeyType === 'rsa' ? text : null;
    },
    zh: '商户 API 私钥（PEM，apiclient_key.pem 的内容）',
    en: 'the merchant API private key (PEM, the content of apiclient_key.pem)',
  } satisfies Rule<string>,
  apiV3Key: pattern(
    /^[\x21-\x7e]{32}$/,
    ' APIv3 密钥（32 个字符），在商户平台“API安全”中设置',
    'the APIv3 key (32 characters), set at pay.weixin.qq.com under API security',
  ),
  publicKeyId: pattern(
    /^PUB_KEY_ID_[0-9A-Za-z]+$/,
    '微信支付公钥 ID（PUB_KEY_ID_ 开头），见商户平台“API安全”',
    'the id of the WeChat Pay public key (begins PUB_KEY_ID_), from pay.weixin.qq.com under API security',
  ),
  publicKey: {
    parse: (text) => {
      const key = parseOr(() => createPublicKey(text));
      const isPublic = text.includes('PUBLIC KEY');
      return isPublic && key?.asymmetricKeyType === 'rsa' ? text : null;
    },
    zh: '微信支付公钥（PEM，pub_key.pem 的内容）',
    en: 'the WeChat Pay public key (PEM, the content of pub_key.pem)',
  } satisfies Rule<string>,
  platformCertificate: {
    parse: (text) => (parseOr(() => new X509Certificate(text)) === null ? null : text),
    zh: '微信支付平台证书（PEM）',
    en: "WeChat Pay's platform certificate (PEM)",
  } satisfies Rule<string>,
  orderLifeSeconds: integer(60, 7 * 24 * 3_600),
  sessionLifeSeconds: integer(60, 90 * 24 * 3_600),
  fen: integer(0, 100_000_000),
  latePayment: {
    parse: (text) => LATE_PAYMENTS.find((policy) => policy === text) ?? null,
    zh: ' accept（按已支付处理）或 refund（自动退款）',
    en: 'accept (the order is paid all the same) or refund (the money goes back)',
  } satisfies Rule<(typeof LATE_PAYMENTS)[number]>,
  numberPrefixes: {
    parse: (text) => {
      const prefixes = text.split(',').map((prefix) => prefix.trim());
      return prefixes.every((prefix) => /^[0-9A-Za-z_*|-]{1,32}$/.test(prefix)) ? prefixes : null;
    },
    zh: '以逗号分隔的商户订单号前缀，如 POS-,OLD',
    en: 'beginnings of order numbers, separated by commas, such as POS-,OLD',
  } satisfies Rule<readonly string[]>,
  flag: {
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
    zh: ' true 或 false',
    en: 'true or false',
  } satisfies Rule<boolean>,
  consoleTotp: {
    parse: (text) => CONSOLE_TOTPS.find((policy) => policy === text) ?? null,
    zh: ' required（每人都须绑定验证器）或 optional（自愿）',
    en: 'required (everybody needs an authenticator) or optional',
  } satisfies Rule<(typeof CONSOLE_TOTPS)[number]>,
  rate: integer(1, 1_000_000),
  keepDeliveries: integer(7, 36_500),
  keepEvents: integer(30, 36_500),
  trustedProxies: integer(0, 8),
  logLevel: {
    parse: (text) => LOG_LEVELS.find((level) => level === text) ?? null,
    zh: ' debug、info、warn、error 或 silent',
    en: 'debug, info, warn, error or silent',
  } satisfies Rule<(typeof LOG_LEVELS)[number]>,
});

const CONSOLE_TOTPS = ['required', 'optional'] as const;
const LATE_PAYMENTS = ['accept', 'refund'] as const;
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
