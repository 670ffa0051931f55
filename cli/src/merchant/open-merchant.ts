/** The SDK's client of the merchant that the settings name. */
import { ConfigError, createWechatPay, type PlatformKey, type WechatPay } from '@yifen/wechatpay';
import { CliError } from '../cli-error.ts';
import type { Language, Terminal } from '../terminal.ts';
import { type MerchantFlags, type MerchantSettings, readSettings } from './read-settings.ts';

/** A merchant ready for calls. */
export interface Merchant {
  readonly wechatpay: WechatPay;
  readonly settings: MerchantSettings;
}

/**
 * Opens the merchant, does the work, closes its connections.
 *
 * @throws CliError naming every missing setting at once, or saying what WeChat said
 */
export async function withMerchant<T>(
  flags: MerchantFlags,
  terminal: Terminal,
  work: (merchant: Merchant) => Promise<T>,
): Promise<T> {
  const settings = await readSettings(flags, terminal);
  const wechatpay = openClient(settings, terminal.language);
  try {
    return await work({ wechatpay, settings });
  } finally {
    wechatpay.close();
  }
}

/** Makes the client. @throws CliError `bad_configuration` (2) */
export function openClient(settings: MerchantSettings, language: Language): WechatPay {
  const { mchid, merchantSerial, privateKey, apiV3Key, baseUrl } = settings;
  const platformKeys = readPlatformKeys(settings);
  const missing = [
    ...(mchid === undefined ? ['--mchid (WECHATPAY_MCHID)'] : []),
    ...(merchantSerial === undefined ? ['--merchant-serial (WECHATPAY_MERCHANT_SERIAL)'] : []),
    ...(privateKey === undefined ? ['--private-key (WECHATPAY_MERCHANT_KEY_FILE)'] : []),
    ...(apiV3Key === undefined ? ['--api-v3-key-file (WECHATPAY_APIV3_KEY)'] : []),
  ];
  if (!mchid || !merchantSerial || !privateKey || !apiV3Key || missing.length > 0) {
    const head = language === 'zh' ? '缺少设置：' : 'These settings are missing:';
    throw new CliError(
      'bad_configuration',
      [head, ...missing.map((name) => `  ${name}`)].join('\n'),
      {
        exitCode: 2,
        details: { missing },
      },
    );
  }
  try {
    return createWechatPay({
      mchid,
      merchantSerial,
      privateKey,
      apiV3Key,
      // Without a key of WeChat's the client downloads the platform certificates.
      ...(platformKeys.length === 0 ? {} : { platformKeys }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = language === 'zh' ? `${error.option}：${error.advice.zh}` : error.message;
    throw new CliError('bad_configuration', message, {
      exitCode: 2,
      details: { option: error.option },
    });
  }
}

function readPlatformKeys(settings: MerchantSettings): PlatformKey[] {
  const { publicKeyId, publicKey, platformCertificate } = settings;
  return [
    ...(publicKeyId === undefined || publicKey === undefined
      ? []
      : [{ serial: publicKeyId, publicKey }]),
    ...(platformCertificate === undefined ? [] : [{ certificate: platformCertificate }]),
  ];
}
