import { decryptOaep } from './decrypt-oaep.ts';
import { DecryptionError } from './errors/decryption-error.ts';
import { loadPrivateKey, type PrivateKeyInput } from './load-private-key.ts';

/** Opens what WeChat encrypted for the merchant certificate, wherever the private key lives: here, an HSM, a key service. */
export interface Decrypter {
  /**
   * Decrypts RSAES-OAEP with SHA-1 and MGF1-SHA-1.
   *
   * @param ciphertext base64, as WeChat sent it
   * @returns the text
   */
  decrypt(ciphertext: string): Promise<string>;
}

/**
 * Makes a decrypter from the merchant's private keys: two of them while a certificate is being renewed.
 *
 * @throws ConfigError when one is not an RSA private key
 */
export function createDecrypter(privateKeys: readonly PrivateKeyInput[]): Decrypter {
  const keys = privateKeys.map(loadPrivateKey);
  return Object.freeze({
    decrypt: async (ciphertext: string) => {
      let failure = new DecryptionError('wrong-key-or-changed');
      for (const key of keys) {
        try {
          return decryptOaep(ciphertext, key);
        } catch (error) {
          if (error instanceof DecryptionError) failure = error;
        }
      }
      throw failure;
    },
  });
}
