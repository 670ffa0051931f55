import { createHash } from 'node:crypto';
import type { MerchantCredentials, SubMerchant } from './merchant.ts';

/**
 * The one sub-merchant that the simulated merchant serves as a partner (服务商), with a mini-program of its own.
 *
 * It follows from the merchant's secret, so that material kept from an earlier simulator names the same one.
 */
export function subMerchantOf({ mchid, name, appSecret }: MerchantCredentials): SubMerchant {
  const hex = createHash('sha256').update(`sub-merchant of ${mchid} ${appSecret}`).digest('hex');
  const digits = (Number.parseInt(hex.slice(0, 12), 16) % 1e8).toString().padStart(8, '0');
  return Object.freeze({
    mchid: `18${digits}`,
    name: `${name}·特约商户`,
    appid: `wx${hex.slice(12, 28)}`,
    appSecret: hex.slice(28, 60),
  });
}
