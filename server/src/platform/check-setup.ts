import {
  ApiError,
  DecryptionError,
  examineConfiguration,
  type Finding,
  type MiniProgram,
  type WechatPay,
  WechatPayError,
} from '@yifen/wechatpay';
import type { SetupFinding } from '../ports.ts';
import type { WechatPlatformConfig } from './wechat-platform.ts';

/** What a check needs. */
export interface SetupParts {
  readonly config: WechatPlatformConfig;
  readonly wechatpay: Pick<WechatPay, 'certificates' | 'native' | 'orders'>;
  readonly miniProgram: Pick<MiniProgram, 'accessToken'>;
  readonly nowMs: () => number;
  /** 16 characters nobody has used. */
  readonly nonce: () => string;
}

/** Tries every key once; it never rejects on what WeChat says. */
export async function checkSetup(
  parts: SetupParts,
  notifyUrl: string,
): Promise<readonly SetupFinding[]> {
  const malformed = examine(parts, notifyUrl);
  const keys = await checkKeys(parts);
  const isSigned = keys.some(({ step, outcome }) => step === 'merchant-key' && outcome === 'ok');
  return [
    ...malformed,
    ...keys,
    isSigned
      ? await checkBinding(parts)
      : skipped('binding', '先修复商户密钥', 'mend the key first'),
    await checkMiniProgram(parts),
  ];
}

/** What can be judged without a call. */
function examine({ config, nowMs }: SetupParts, notifyUrl: string): SetupFinding[] {
  const isReal = config.wechatpayBaseUrl === null;
  const findings = examineConfiguration({
    appid: config.appid,
    appSecret: config.appSecret,
    mchid: config.mchid,
    merchantSerial: config.merchantSerial,
    privateKey: config.merchantKey,
    apiV3Key: config.apiV3Key,
    publicKeyId: config.publicKey?.id,
    publicKey: config.publicKey?.pem,
    platformCertificates: [
      ...(config.platformCertificate === null ? [] : [config.platformCertificate]),
      ...(config.morePlatformKeys ?? []).flatMap((key) =>
        'certificate' in key ? [String(key.certificate)] : [],
      ),
    ],
    // The simulator is on this machine, and may be told of one.
    notifyUrl: isReal ? notifyUrl : undefined,
    nowMs: nowMs(),
  });
  const kept = config.morePlatformKeys ?? [];
  // A public key that is kept, and not a setting, is not among what was examined.
  return findings.filter(({ setting }) => kept.length === 0 || !isPlatformKey(setting)).map(shown);
}

function isPlatformKey(setting: string): boolean {
  return setting === 'publicKey' || setting === 'publicKeyId' || setting === 'platformCertificates';
}

function shown({ setting, severity, sentence, remedy }: Finding): SetupFinding {
  return {
    step: setting,
    outcome: severity === 'fatal' ? 'failed' : 'warning',
    zh: `${sentence.zh}${remedy.zh}`,
    en: `${sentence.en} ${remedy.en}`,
  };
}

/** The list of certificates is signed for, sealed under the APIv3 key, and its answer signed by WeChat. */
async function checkKeys({ wechatpay }: SetupParts): Promise<SetupFinding[]> {
  const signed = ok(
    'merchant-key',
    '商户证书与私钥可用：微信接受了签名。',
    'WeChat accepts the merchant’s signature.',
  );
  try {
    const certificates = await wechatpay.certificates.list();
    const count = certificates.length;
    return [
      signed,
      ok(
        'apiv3-key',
        `APIv3 密钥可用：解开了 ${count} 张平台证书。`,
        `The APIv3 key opened ${count} platform certificates.`,
      ),
    ];
  } catch (error) {
    if (error instanceof DecryptionError) {
      return [signed, failed('apiv3-key', error)];
    }
    const isUnauthorized = error instanceof ApiError && error.status === 401;
    if (error instanceof ApiError && !isUnauthorized && error.status < 500) {
      // A merchant with the public key alone has no certificates to list.
      return [
        signed,
        skipped(
          'apiv3-key',
          '微信没有可下载的平台证书，收到第一条通知时才能验证',
          'there is no certificate to open: the first notification will show it',
        ),
      ];
    }
    if (!(error instanceof WechatPayError)) throw error;
    return [failed('merchant-key', error)];
  }
}

/** A native order needs no payer, and its code is shown to nobody. */
async function checkBinding({ config, wechatpay, nonce }: SetupParts): Promise<SetupFinding> {
  if (config.partner) {
    return skipped(
      'binding',
      '服务商模式请用一分钱验证',
      'for a service provider the live check shows it',
    );
  }
  const out_trade_no = `YFCHECK${nonce()}`;
  try {
    await wechatpay.native.prepay({
      appid: config.appid,
      description: 'yifen check',
      out_trade_no,
      // One of its own: nothing will ever be told to it.
      notify_url: 'https://example.com/yifen-check',
      amount: { total: 1 },
    });
    await wechatpay.orders.close({ out_trade_no });
    return ok('binding', 'appid 与商户号已绑定。', 'Appid and merchant number are bound.');
  } catch (error) {
    if (!(error instanceof WechatPayError)) throw error;
    const isNotAllowed = error instanceof ApiError && error.status === 403;
    if (isNotAllowed) {
      return skipped(
        'binding',
        '该商户没有开通 Native 支付，请用一分钱验证',
        'this merchant may place no Native order: use the live check',
      );
    }
    return failed('binding', error);
  }
}

async function checkMiniProgram({ miniProgram }: SetupParts): Promise<SetupFinding> {
  try {
    await miniProgram.accessToken.get();
    return ok(
      'mini-program',
      'AppSecret 可用：微信给出了接口凭证。',
      'WeChat accepts the AppSecret.',
    );
  } catch (error) {
    if (!(error instanceof WechatPayError)) throw error;
    return failed('mini-program', error);
  }
}

function ok(step: string, zh: string, en: string): SetupFinding {
  return { step, outcome: 'ok', zh, en };
}

function skipped(step: string, zh: string, en: string): SetupFinding {
  return { step, outcome: 'skipped', zh: `未检查：${zh}。`, en: `Not checked: ${en}.` };
}

function failed(step: string, error: WechatPayError): SetupFinding {
  const said =
    error instanceof ApiError ? `${error.wechat.code} ${error.wechat.message}` : error.message;
  const outcome = error.outcome === 'unknown' ? 'warning' : 'failed';
  return { step, outcome, zh: `${said} ${error.advice.zh}`, en: `${said} ${error.advice.en}` };
}
