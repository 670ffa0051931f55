import { createSecretKey, type KeyObject } from 'node:crypto';
import { ConfigError } from './errors/config-error.ts';

/** The APIv3 key, ready to use: one, or the current and the next one. They cannot be printed by accident. */
export type AeadKey = readonly KeyObject[];

/** The APIv3 key as callers hold it: its text, or that of the current and the next one while it is being changed. */
export type ApiV3Key = string | { readonly current: string; readonly next: string };

/**
 * Turns the APIv3 key into a key object once: exactly 32 printable ASCII characters, used as they are.
 *
 * @throws ConfigError (`CONFIG_INVALID`) for any other text
 */
export function createAeadKey(apiV3Key: ApiV3Key): AeadKey {
  const texts = typeof apiV3Key === 'string' ? [apiV3Key] : [apiV3Key.current, apiV3Key.next];
  return Object.freeze(texts.map(createOne));
}

function createOne(text: string): KeyObject {
  if (typeof text !== 'string' || !/^[!-~]{32}$/.test(text)) {
    throw new ConfigError('apiV3Key', 'it is not 32 ASCII characters.', {
      zh: 'APIv3 密钥是在商户平台设置的 32 位字符，请勿与 APIv2 密钥或私钥混淆。',
      en: 'It is the text of 32 characters set in the merchant console, not the APIv2 key nor the private key.',
    });
  }
  return createSecretKey(text, 'ascii');
}
