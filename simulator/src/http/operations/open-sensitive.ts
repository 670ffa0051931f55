import { paramError } from '../../platform/refusal.ts';
import type { OperationCall, OperationWorld } from './operation.ts';

/**
 * Opens a field that the merchant encrypted for the platform key it named in `Wechatpay-Serial`.
 *
 * @throws Refusal when the header is missing or the field was encrypted otherwise.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053257
 */
export function openSensitive(
  ciphertext: string,
  label: string,
  { headers }: OperationCall,
  { keys }: OperationWorld,
): string {
  const serial = headers['wechatpay-serial'];
  if (serial === undefined) {
    throw paramError('HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)');
  }
  const text = keys.open(serial, ciphertext);
  if (text === undefined) {
    throw paramError(`敏感信息字段“${label}”解密失败，请检查加密公钥与Wechatpay-Serial是否匹配`);
  }
  return text;
}
