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
    const order = {
      appid: settings.appid ?? '',
      description: 'yifen doctor',
      out_trade_no,
      notify_url: unusedNotifyUrl,
      amount: { total: 1 },
    };
    // A native order needs no payer: its code is shown to nobody.
    if (openid === undefined) await wechatpay.native.prepay(order);
    else await wechatpay.jsapi.prepay({ ...order, payer: { openid } });
    await wechatpay.orders.close({ out_trade_no });
    return { findings: clock, checked: [signed, bound] };
  } catch (error) {
    // Whatever WeChat refuses after the signature, it has accepted the signature.
    const checked = error instanceof ApiError && error.status !== 401 ? [signed] : [];
    return { findings: [...clock, ...explain(error, openid)], checked };
  } finally {
    wechatpay.close();
  }
}

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

function explain(error: unknown, openid: string | undefined): Finding[] {
  if (!(error instanceof WechatPayError)) throw error;
  if (openid === undefined && error instanceof ApiError && error.status === 403)
    return [nativeRefused];
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

const nativeRefused: Finding = Object.freeze({
  code: 'binding-unknown',
  setting: 'online',
  severity: 'warning',
  sentence: {
    zh: '该商户没有开通 Native 支付，无法用它检查 appid 与商户号的绑定。',
    en: 'This merchant may not place Native orders, so the binding of appid and merchant number was not checked.',
  },
  remedy: {
    zh: '用 --openid 给出该小程序的一个用户，改用 JSAPI 下单检查。',
    en: 'Name a user of this mini-program with --openid: then a JSAPI order is placed instead.',
  },
});
