import type { House, Platform, Ports, SetupFinding, WholeMerchant } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * The ports of a merchant that cannot be opened yet, because a key or the mini-program is missing: enough to set it up.
 * Whatever would ask WeChat in its name is refused.
 *
 * @returns Null when there is no such merchant, or it is not active.
 */
export async function unopenedPorts(
  { store, merchants }: Pick<House, 'store' | 'merchants'>,
  merchantId: string,
): Promise<Ports | null> {
  const whole = await store.findMerchant(merchantId);
  const open = await merchants.find(merchants.defaultId);
  if (open === null || !whole?.merchant.active) return null;
  const { settings, platform } = open;
  const { shipping = 'manual', ...choices } = whole.merchant.choices;
  const { inMiniPrograms: _, ...shared } = open;
  return Object.freeze<Ports>({
    ...shared,
    platform: silentPlatform(platform.wechatpayUrl, whole),
    settings: Object.freeze({
      ...settings,
      ...choices,
      merchantId,
      mchid: whole.merchant.partner?.subMchid ?? whole.merchant.mchid,
      appid: '',
      afterPayment: { shipping, paidTemplate: null, shippedTemplate: null, orderPage: null },
      notifyUrl: settings.notifyUrl.replace(/[^/]*$/, merchantId),
    }),
  });
}

/** A WeChat of which nothing can be asked: there is no key to ask with. */
function silentPlatform(wechatpayUrl: string, whole: WholeMerchant): Platform {
  const known: Partial<Platform> = {
    wechatpayUrl,
    listCertificates: () => [],
    checkSetup: async () => missingParts(whole),
  };
  return new Proxy(known, {
    get: (target, name) => Reflect.get(target, name) ?? refuse,
  }) as Platform;
}

function refuse(): never {
  throw new Refusal('merchant_not_set_up');
}

function missingParts({ keys, miniPrograms }: WholeMerchant): readonly SetupFinding[] {
  const has = (...kinds: readonly string[]) => keys.some(({ kind }) => kinds.includes(kind));
  const missing = (step: string, zh: string, en: string): SetupFinding => ({
    step,
    outcome: 'failed',
    zh,
    en,
  });
  return [
    ...(has('merchant-key')
      ? []
      : [missing('merchant-key', '缺少商户证书私钥。', 'The merchant key is missing.')]),
    ...(keys.some(({ kind, serial }) => kind === 'apiv3-key' && serial === 'current')
      ? []
      : [missing('apiv3-key', '缺少 APIv3 密钥。', 'The APIv3 key is missing.')]),
    ...(has('public-key', 'platform-certificate')
      ? []
      : [
          missing(
            'platform-key',
            '缺少微信支付公钥或平台证书。',
            "WeChat Pay's public key or a platform certificate is missing.",
          ),
        ]),
    ...(miniPrograms.length > 0
      ? []
      : [missing('mini-program', '缺少小程序。', 'There is no mini-program.')]),
  ];
}
