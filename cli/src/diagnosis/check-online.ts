/** What only WeChat Pay can say about a configuration. */
import { randomBytes } from 'node:crypto';
import {
  ApiError,
  type ConfigurationInput,
  examineConfiguration,
  type Finding,
  WechatPayError,
} from '@yifen/wechatpay';
import { openClient } from '../merchant/open-merchant.ts';
import type { MerchantSettings } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

/** The findings, and what was found right. */
export interface OnlineResult {
  readonly findings: readonly Finding[];
  readonly checked: readonly { readonly zh: string; readonly en: string }[];
}

/** A setting of its own, so that the page of a real shop is never called. */
const unusedNotifyUrl = 'https://example.com/yifen-doctor';

/**
 * Compares the clocks, then orders 1 fen and closes it at once: that needs every key, and appid and merchant
 * bound. Nobody can pay the order: it never reaches a payer.
 */
export async function checkOnline(
  given: {
    readonly settings: MerchantSettings;
    readonly openid: string | undefined;
    readonly input: Omit<ConfigurationInput, 'nowMs'>;
  },
  terminal: Terminal,
): Promise<OnlineResult> {
  const { settings, openid, input } = given;
  const clock = examineConfiguration({
    ...input,
    nowMs: Date.now(),
    wechatDate: await readDate(settings.baseUrl),
  }).filter(({ setting }) => setting === 'clock');
  const wechatpay = openClient(settings, terminal.language);
  const out_trade_no = `YFDOCTOR${randomBytes(8).toString('hex').toUpperCase()}`;
  try {
    await wechatpay.jsapi.prepay({
      appid: settings.appid ?? '',
      description: 'yifen doctor',
      out_trade_no,
      notify_url: unusedNotifyUrl,
      amount: { total: 1 },
      // Without a payer the order is refused last of all: every other check has then been passed.
      payer: { openid: openid ?? absentOpenid },
    });
    await wechatpay.orders.close({ out_trade_no });
    return { findings: clock, checked: [signed, bound] };
  } catch (error) {
    if (openid === undefined && isPayerRefusal(error))
      return { findings: clock, checked: [signed, bound] };
    return {
      findings: [...clock, ...explain(error)],
      checked: error instanceof ApiError && error.status !== 401 ? [signed] : [],
    };
  } finally {
    wechatpay.close();
  }
}

const absentOpenid = 'oYifenDoctorNobodyNobodyNobo';
const signed = {
  zh: '签名、证书与微信支付公钥可用：微信接受了请求，应答验签通过。',
  en: 'Key, certificate and WeChat’s public key work: WeChat accepted the request, its answer verified.',
};
const bound = { zh: 'appid 与商户号已绑定。', en: 'Appid and merchant number are bound.' };

async function readDate(baseUrl = 'https://api.mch.weixin.qq.com'): Promise<string | undefined> {
  try {
    const answer = await fetch(baseUrl, {
      method: 'HEAD',
      signal: AbortSignal.timeout(10_000),
      redirect: 'manual',
    });
    return answer.headers.get('date') ?? undefined;
  } catch {
    // Unreachable: the call itself will say so.
    return undefined;
  }
}

function isPayerRefusal(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    /openid/i.test(error.wechat.message) &&
    error.wechat.code !== 'APPID_MCHID_NOT_MATCH'
  );
}

function explain(error: unknown): Finding[] {
  if (!(error instanceof WechatPayError)) throw error;
  const { code, message, advice } = error;
  const said = error instanceof ApiError ? `${error.wechat.code} ${error.wechat.message}` : message;
  return [
    {
      code: error instanceof ApiError ? `wechat-${error.wechat.code || error.status}` : code,
      setting: 'online',
      severity: 'fatal',
      sentence: { zh: `联机检查失败：${said}`, en: `The online check failed: ${said}` },
      remedy: advice,
    },
  ];
}
