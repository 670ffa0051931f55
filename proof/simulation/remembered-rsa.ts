import { createHash, type KeyObject, sign } from 'node:crypto';
import type { Rsa } from '@yifen/simulator';
import { createSynchronousSigner, type Signer } from '@yifen/wechatpay';

/** How many signatures are remembered: those of one run, for its repetition. */
const MOST = 4_000;

const signatures = new Map<string, string>();

/**
 * The RSA of a simulated WeChat. Signatures are real, and each is computed once: the repetition of a run asks for the
 * same ones. New keys come from a small supply, since making one takes a tenth of a second and is never the same.
 *
 * @param supply Private keys for whoever wants a new one, PEM; used in turn.
 */
export function rememberedRsa(supply: readonly string[]): Rsa {
  let handedOut = 0;
  return Object.freeze({
    async generateKeyPair() {
      const privateKey = supply[handedOut % supply.length];
      if (privateKey === undefined) throw new RangeError('there is no supply of keys');
      handedOut += 1;
      return { privateKey };
    },
    sign: (text: Uint8Array, privateKey: KeyObject) =>
      remembered(fingerprintOf(privateKey), text, () =>
        sign('RSA-SHA256', text, privateKey).toString('base64'),
      ),
  });
}

const signers = new Map<string, Signer>();

/** The SDK's signer, which computes each signature once, and reads each key once. */
export function rememberedSigner(privateKey: string): Signer {
  const known = signers.get(privateKey) ?? openSigner(privateKey);
  signers.set(privateKey, known);
  return known;
}

function openSigner(privateKey: string): Signer {
  const signer = createSynchronousSigner(privateKey);
  const name = digestOf(privateKey);
  return Object.freeze({
    async sign(message: Uint8Array) {
      // Remembering takes as many turns as signing: else the repetition would run in another order.
      const known = signatures.get(placeOf(name, message));
      return remember(name, message, await (known ?? signer.sign(message)));
    },
  });
}

function remembered(key: string, text: Uint8Array, compute: () => string): string {
  return signatures.get(placeOf(key, text)) ?? remember(key, text, compute());
}

function remember(key: string, text: Uint8Array, signature: string): string {
  signatures.set(placeOf(key, text), signature);
  const [oldest] = signatures.keys();
  if (signatures.size > MOST && oldest !== undefined) signatures.delete(oldest);
  return signature;
}

function placeOf(key: string, text: Uint8Array): string {
  return `${key} ${digestOf(text)}`;
}

const fingerprints = new WeakMap<KeyObject, string>();

/** Tells keys apart by what they are: every run parses its keys anew. */
function fingerprintOf(key: KeyObject): string {
  const known = fingerprints.get(key);
  if (known !== undefined) return known;
  const fingerprint = digestOf(key.export({ type: 'pkcs8', format: 'der' }));
  fingerprints.set(key, fingerprint);
  return fingerprint;
}

function digestOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64');
}
