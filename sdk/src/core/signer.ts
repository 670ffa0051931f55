import { sign } from 'node:crypto';
import { loadPrivateKey, type PrivateKeyInput } from './load-private-key.ts';
import { signRsa } from './sign-rsa.ts';

/** Signs with the merchant's private key, wherever it lives: in this process, an HSM, a key service. */
export interface Signer {
  /**
   * Signs RSASSA-PKCS1-v1_5 with SHA-256 over the bytes given.
   *
   * @returns base64, standard alphabet, padded, one line
   */
  sign(message: Uint8Array): Promise<string>;
}

/**
 * Makes a signer that works on the thread pool, so that signatures run beside the event loop and each other.
 *
 * @throws ConfigError when the key is not an RSA private key
 */
export function createSigner(privateKey: PrivateKeyInput): Signer {
  const key = loadPrivateKey(privateKey);
  return Object.freeze({
    sign: (message: Uint8Array) =>
      new Promise<string>((resolve, reject) => {
        sign('sha256', message, key, (error, signature) => {
          if (error === null) resolve(signature.toString('base64'));
          else reject(error);
        });
      }),
  });
}

/**
 * Makes a signer that signs on the calling thread: slower under load, but its order of events is repeatable.
 *
 * @throws ConfigError when the key is not an RSA private key
 */
export function createSynchronousSigner(privateKey: PrivateKeyInput): Signer {
  const key = loadPrivateKey(privateKey);
  return Object.freeze({ sign: async (message: Uint8Array) => signRsa(message, key) });
}
