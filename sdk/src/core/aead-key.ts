import { createSecretKey, type KeyObject } from 'node:crypto';
import { ConfigError } from './errors/config-error.ts';

/** The APIv3 key, ready to use; it cannot be printed by accident. */
export type AeadKey = KeyObject;

/**
 * Turns the APIv3 key into a key object once: exactly 32 printable ASCII characters, used as they are.
 *
 * @throws ConfigError (`CONFIG_INVALID`) for any other text
 */
export function createAeadKey(apiV3Key: string): AeadKey {
  if (!/^[!-~]{32}$/.test(apiV3Key)) {
    throw new ConfigError('apiV3Key', 'it is not 32 ASCII characters.', {
      zh: 'APIv3 密钥是在商户平台设置的 32 位字符，请勿与 APIv2 密钥或私钥混淆。',
      en: 'It is the text of 32 characters set in the merchant console, not the APIv2 key nor the private key.',
    });
  }
  return createSecretKey(apiV3Key, 'ascii');
}
