import { createCipheriv, generateKeyPairSync, sign } from 'node:crypto';
import type { EvidenceFact } from '../facts.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A platform key that only tests know. */
export const platformKey = {
  serial: 'PUB_KEY_ID_0000000000000000000000000000000001',
  pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

/** The APIv3 key that goes with it. */
export const apiV3Key = '0123456789abcdefFEDCBA9876543210';

/** Makes a stored statement as WeChat signs it: a notification, sealed, or a plain answer. */
export function sealEvidence(given: {
  readonly id: string;
  readonly orderId: string;
  readonly source: 'notification' | 'query';
  readonly content: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}): EvidenceFact {
  const { id, orderId, source, content, atMs } = given;
  const text = JSON.stringify(content);
  const body = Buffer.from(
    source === 'query' ? text : JSON.stringify({ id, resource: seal(text) }),
  );
  const timestamp = String(Math.floor(atMs / 1000));
  const nonce = `nonce-of-${id}`;
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  return {
    merchantId: 'default',
    id,
    orderId,
    source,
    timestamp,
    nonce,
    serial: platformKey.serial,
    signature: sign('sha256', message, privateKey).toString('base64'),
    body,
    receivedAtMs: atMs,
  };
}

function seal(text: string): Readonly<Record<string, string>> {
  const nonce = '123456789012';
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from('transaction'));
  const sealed = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: 'transaction',
    ciphertext: sealed.toString('base64'),
  };
}
