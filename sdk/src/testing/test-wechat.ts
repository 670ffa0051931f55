import { createCipheriv, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { answerMessage } from '../core/answer-message.ts';
import { signRsa } from '../core/sign-rsa.ts';
import { createSynchronousSigner } from '../core/signer.ts';
import type { System } from '../core/system.ts';
import type { WechatPayOptions } from '../create-wechatpay.ts';
import type { Transport, TransportAnswer, TransportRequest } from '../http/transport.ts';

/** The merchant's and WeChat's keys of one test file. */
export const merchantKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const wechatKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const apiV3Key = '0123456789abcdefFEDCBA9876543210';
export const wechatSerial = 'PUB_KEY_ID_0000000000000024101100397200000006';
export const nowMs = 1_770_000_000_000;
export const stoppedSystem: System = {
  nowMs: () => nowMs,
  nonce: () => 'n'.repeat(32),
  sleep: async () => {},
};

/** Writes the headers WeChat puts on an answer or a notification. */
export function signedHeaders(
  body: string | Uint8Array,
  how: { atMs?: number; serial?: string; key?: typeof wechatKeys.privateKey } = {},
): Record<string, string> {
  const timestamp = String(Math.floor((how.atMs ?? nowMs) / 1000));
  const nonce = 'w'.repeat(32);
  const message = answerMessage({ timestamp, nonce, body });
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': how.serial ?? wechatSerial,
    'wechatpay-signature': signRsa(message, how.key ?? wechatKeys.privateKey),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'request-id': '08F78BB5AF0610D302-0',
  };
}

/** Makes an answer as WeChat would: signed unless its headers are given. */
export function answer(
  status: number,
  content: unknown = undefined,
  headers?: Record<string, string>,
): TransportAnswer {
  const text =
    content === undefined ? '' : typeof content === 'string' ? content : JSON.stringify(content);
  return { status, headers: headers ?? signedHeaders(text), body: Buffer.from(text) };
}

/** A transport that answers as told and keeps what it was asked. */
export function scripted(
  reply: (request: TransportRequest) => TransportAnswer | Promise<TransportAnswer>,
): { transport: Transport; requests: TransportRequest[] } {
  const requests: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return reply(request);
  };
  return { transport, requests };
}

/** Options of a client under test. */
export function testOptions(transport: Transport): WechatPayOptions {
  return {
    mchid: '1900000001',
    merchantSerial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    signer: createSynchronousSigner(merchantKeys.privateKey),
    apiV3Key,
    platformKeys: [{ serial: wechatSerial, publicKey: wechatKeys.publicKey }],
    transport,
    // One answer, one attempt: what is repeated has tests of its own.
    attempts: 1,
    system: stoppedSystem,
  };
}

/** Seals a text as WeChat seals a resource. */
export function seal(plaintext: string, associated_data = 'transaction'): Record<string, string> {
  const nonce = 'fdasflkja484';
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(apiV3Key, 'ascii'), nonce);
  cipher.setAAD(Buffer.from(associated_data));
  const sealed = [cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return {
    original_type: associated_data,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: Buffer.concat(sealed).toString('base64'),
    associated_data,
    nonce,
  };
}

/** Waits for the error a call must end in. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
