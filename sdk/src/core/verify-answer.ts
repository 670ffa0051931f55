import { answerMessage } from './answer-message.ts';
import type { KeyRing } from './key-ring.ts';
import { verifyRsa } from './verify-rsa.ts';

/** Why a signature of WeChat's was not believed. */
export type UnverifiedReason =
  | 'headers-missing'
  | 'header-malformed'
  | 'signature-type-unknown'
  | 'timestamp-outside-window'
  | 'serial-unknown'
  | 'signature-mismatch'
  /** A mismatch whose signature begins `WECHATPAY/SIGNTEST/`: WeChat tests whether we verify. */
  | 'signature-probe';

/** The four headers of a signature, as sent. */
export interface SignatureHeaders {
  /** Unix seconds. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly serial: string;
  readonly signature: string;
}

/** The same headers before anything is known about them. */
export type ClaimedHeaders = {
  readonly [name in keyof SignatureHeaders]: string | undefined;
};

/** Whether WeChat signed these bytes. `message` is what the signature was checked against, if it came to that. */
export type Verification =
  | { readonly verified: true; readonly headers: SignatureHeaders; readonly message: Buffer }
  | {
      readonly verified: false;
      readonly reason: UnverifiedReason;
      readonly headers: ClaimedHeaders;
      readonly message: Buffer | undefined;
    };

/** Largest distance between WeChat's timestamp and our clock, either way; exactly this much is still accepted. */
export const signatureWindowMs = 300_000;

/**
 * Judges the signature of an answer or a notification over its raw body. Never throws.
 *
 * @param input.header looks a header up by its lower-case name
 * @see verifying answers and notifications, document 4013053249
 */
export function verifyAnswer(input: {
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
  readonly keyRing: KeyRing;
  readonly nowMs: number;
}): Verification {
  const { header, body, keyRing, nowMs } = input;
  const headers = readSignatureHeaders(header);
  const refused = (reason: UnverifiedReason, message?: Buffer): Verification => ({
    verified: false,
    reason,
    headers,
    message,
  });
  const { timestamp, nonce, serial, signature } = headers;
  if (!timestamp || !nonce || !serial || !signature) return refused('headers-missing');
  if ((header('wechatpay-signature-type') ?? signatureType) !== signatureType) {
    return refused('signature-type-unknown');
  }
  if (!timestampForm.test(timestamp) || !nonceForm.test(nonce)) return refused('header-malformed');
  if (Math.abs(nowMs - Number(timestamp) * 1000) > signatureWindowMs) {
    return refused('timestamp-outside-window');
  }
  const key = keyRing.find(serial, nowMs);
  if (key === undefined) return refused('serial-unknown');
  const message = answerMessage({ timestamp, nonce, body });
  if (verifyRsa(message, signature, key)) {
    return { verified: true, headers: { timestamp, nonce, serial, signature }, message };
  }
  return refused(
    signature.startsWith('WECHATPAY/SIGNTEST/') ? 'signature-probe' : 'signature-mismatch',
    message,
  );
}

/** Whether anything claims to be a signature: then it must verify, whatever the status. */
export function claimsSignature(header: (name: string) => string | undefined): boolean {
  return Object.values(readSignatureHeaders(header)).some((value) => value !== undefined);
}

function readSignatureHeaders(header: (name: string) => string | undefined): ClaimedHeaders {
  return {
    timestamp: header('wechatpay-timestamp'),
    nonce: header('wechatpay-nonce'),
    serial: header('wechatpay-serial'),
    signature: header('wechatpay-signature'),
  };
}

const signatureType = 'WECHATPAY2-SHA256-RSA2048';
const timestampForm = /^\d{1,11}$/;
// No line feed may hide in the nonce: it would move the border between nonce and body under one signature.
const nonceForm = /^[!-~]{1,128}$/;
