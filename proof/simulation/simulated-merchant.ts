import { createHash } from 'node:crypto';
import type { createWechatPlatform, MerchantSettings, Product, Store } from '@yifen/server';
import type { Simulator } from '@yifen/simulator';

/** The one merchant of every run. */
export const MERCHANT_ID = 'tea';
/** Where the mini-program and WeChat reach the servers. */
export const ORIGIN = 'https://pay.example.com';

/** On sale in every run; of the set there are few. */
export const PRODUCTS: readonly Product[] = [
  product('tea', '明前龙井', 12_800, null),
  product('cup', '白瓷杯', 1, null),
  product('set', '茶具', 39_900, 2),
];
/** What they cost, for those who judge. */
export const PRICES: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  PRODUCTS.map(({ id, priceFen }) => [id, [priceFen]]),
);

/** What the merchant has chosen. */
export function settingsOf(wechat: Simulator, latePayment: 'accept' | 'refund'): MerchantSettings {
  return Object.freeze<MerchantSettings>({
    merchantId: MERCHANT_ID,
    mchid: wechat.merchant.mchid,
    appid: wechat.merchant.appid,
    notifyUrl: `${ORIGIN}/wechatpay/notifications/${MERCHANT_ID}`,
    orderLifeSeconds: 1_800,
    sessionLifeSeconds: 604_800,
    refundApprovalAboveFen: 20_000,
    latePayment,
    afterPayment: {
      shipping: 'manual',
      paidTemplate: null,
      shippedTemplate: null,
      orderPage: null,
    },
  });
}

/** What the servers know of WeChat. */
export type WechatConfig = Parameters<typeof createWechatPlatform>[0]['config'];

/** What the servers know of WeChat in the beginning. */
export function wechatConfigOf({ merchant }: Simulator): WechatConfig {
  return {
    appid: merchant.appid,
    appSecret: merchant.appSecret,
    wechatBaseUrl: null,
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    merchantKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    publicKey: { id: merchant.publicKeyId, pem: merchant.publicKey },
    platformCertificate: merchant.platformCertificate,
    wechatpayBaseUrl: null,
    messagePush: null,
  };
}

/** A key of the merchant's own systems that may do everything. */
export async function createApiKey(
  store: Pick<Store, 'saveApiKey'>,
  name: string,
): Promise<string> {
  const token = name.padEnd(43, '0');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const text = `yk_${token}${digest(`yk_${token}`).slice(0, 6)}`;
  await store.saveApiKey({
    id: name,
    merchantId: MERCHANT_ID,
    holder: name,
    name,
    digest: digest(text),
    hint: text.slice(0, 9),
    scopes: ['orders:read', 'orders:write', 'refunds:read', 'refunds:write', 'refunds:approve'],
    createdAtMs: 0,
    expiresAtMs: null,
    lastUsedAtMs: null,
  });
  return text;
}

function product(id: string, name: string, priceFen: number, stock: number | null): Product {
  return { id, name, description: '', priceFen, stock, imageUrl: null, active: true };
}
