import { answerMessage, answerParts } from './answer-message.ts';
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

/** Whether WeChat signed these bytes. `message` builds what the signature was checked against, if it came to that. */
export type Verification =
  | { readonly verified: true; readonly headers: SignatureHeaders; readonly message: () => Buffer }
  | {
      readonly verified: false;
      readonly reason: UnverifiedReason;
      readonly headers: ClaimedHeaders;
      readonly message: (() => Buffer) | undefined;
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
  const { timestamp, nonce, serial, signature } = headers;
  if (!timestamp || !nonce || !serial || !signature) return refused('headers-missing', headers);
  if ((header('wechatpay-signature-type') ?? signatureType) !== signatureType) {
    return refused('signature-type-unknown', headers);
  }
  const seconds = readSeconds(timestamp);
  if (seconds === undefined || !isOneLine(nonce)) return refused('header-malformed', headers);
  if (Math.abs(nowMs - seconds * 1000) > signatureWindowMs) {
    return refused('timestamp-outside-window', headers);
  }
  const key = keyRing.find(serial, nowMs);
  if (key === undefined) return refused('serial-unknown', headers);
  const signed = { timestamp, nonce, body };
  const message = () => answerMessage(signed);
  if (verifyRsa(answerParts(signed), signature, key)) {
    const known = Object.freeze({ timestamp, nonce, serial, signature });
    return { verified: true, headers: known, message };
  }
  const isProbe = signature.startsWith('WECHATPAY/SIGNTEST/');
  return refused(isProbe ? 'signature-probe' : 'signature-mismatch', headers, message);
}

function refused(
  reason: UnverifiedReason,
  headers: ClaimedHeaders,
  message?: () => Buffer,
): Verification {
  return { verified: false, reason, headers, message };
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

/** One to eleven digits; a loop, because two regular expressions take longer than all other checks here together. */
function readSeconds(timestamp: string): number | undefined {
  if (timestamp.length > 11) return undefined;
  let seconds = 0;
  for (let index = 0; index < timestamp.length; index += 1) {
    const digit = timestamp.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    seconds = seconds * 10 + digit;
  }
  return seconds;
}

/**
 * Up to 128 visible ASCII characters.
 *
 * No line feed may hide in the nonce: it would move the border between nonce and body under one signature.
 */
function isOneLine(nonce: string): boolean {
  if (nonce.length > 128) return false;
  for (let index = 0; index < nonce.length; index += 1) {
    const code = nonce.charCodeAt(index);
    if (code < 0x21 || code > 0x7e) return false;
  }
  return true;
}
