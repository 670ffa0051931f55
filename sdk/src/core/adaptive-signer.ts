import { loadPrivateKey, type PrivateKeyInput } from './load-private-key.ts';
import { signRsa } from './sign-rsa.ts';
import { createSigner, type Signer } from './signer.ts';

/** How busy a client is. */
export interface Load {
  /** Calls of this client under way, the one that signs included. */
  callsUnderWay: number;
}

/**
 * Makes the signer that a client uses for a private key: on the calling thread while nobody else waits, which is
 * the quickest for one; on the thread pool as soon as there are others, which uses every core.
 *
 * @param load the client's; default: only the signatures asked of this signer count
 * @throws ConfigError when the key is not an RSA private key
 */
export function createAdaptiveSigner(
  privateKey: PrivateKeyInput,
  load: Load = { callsUnderWay: 0 },
): Signer {
  const key = loadPrivateKey(privateKey);
  const pool = createSigner(key);
  let asking = 0;
  let pooled = 0;
  return Object.freeze({
    sign: async (message: Uint8Array) => {
      asking += 1;
      // Whoever else asks in this very moment gets the chance to be counted.
      await undefined;
      const alone = asking === 1 && pooled === 0 && load.callsUnderWay <= 1;
      asking -= 1;
      if (alone) return signRsa(message, key);
      pooled += 1;
      try {
        return await pool.sign(message);
      } finally {
        pooled -= 1;
      }
    },
  });
}
