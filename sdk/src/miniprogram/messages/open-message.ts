import { DecryptionError } from '../../core/errors/decryption-error.ts';
import { MessagePushError } from '../../core/errors/message-push-error.ts';
import { isText } from '../../core/objects/is-amount.ts';
import type { PushCipher } from '../../core/push-cipher.ts';
import { verifyPush } from '../../core/push-signature.ts';
import { signatureWindowMs } from '../../core/verify-answer.ts';
import type { PushedMessage } from './pushed-message.ts';
import { readBody, readMessage } from './read-message.ts';

/** The query of a push or of the address check, as a router or `URLSearchParams` gives it. */
export type PushQuery = URLSearchParams | Readonly<Record<string, unknown>>;

/** What it takes to judge a push. */
export interface PushParts {
  readonly token: string;
  /** Absent: plain mode. */
  readonly cipher: PushCipher | undefined;
  /** The time the signature window is measured from, milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/** Largest body that is looked at, in bytes. */
export const maxMessageBytes = 1_048_576;

/**
 * Checks that WeChat asks for this address, and answers what to answer.
 *
 * @throws MessagePushError `MESSAGE_UNVERIFIED`
 */
export function readEcho(query: PushQuery, parts: PushParts): string {
  const { timestamp, nonce } = readQuery(query, parts.nowMs);
  checkSignature([parts.token, timestamp, nonce], parameter(query, 'signature'));
  return parameter(query, 'echostr') ?? '';
}

/**
 * Verifies, decrypts and types a pushed message from the raw bytes of its body.
 *
 * With a cipher only encrypted messages are taken, so that nobody can fall back to a plain one, whose signature
 * does not cover its content.
 *
 * @throws MessagePushError; answer with its `status`
 */
export function openMessage(
  { query, body }: { readonly query: PushQuery; readonly body: Uint8Array },
  parts: PushParts,
): PushedMessage {
  // Plain JavaScript callers behind a body parser hand in an object or a text.
  if (!(body instanceof Uint8Array)) {
    throw new MessagePushError('MESSAGE_BODY_PARSED', `a ${typeof body} came instead of bytes`);
  }
  if (body.length > maxMessageBytes) {
    throw new MessagePushError('MESSAGE_TOO_LARGE', `over ${maxMessageBytes} bytes`);
  }
  const { timestamp, nonce } = readQuery(query, parts.nowMs);
  const { token, cipher } = parts;
  if (cipher === undefined) {
    checkSignature([token, timestamp, nonce], parameter(query, 'signature'));
    return understand(body, { encrypted: false, nonce });
  }
  const encrypted = readBody(body)?.value.Encrypt;
  if (!isText(encrypted)) throw unverified('message-not-encrypted');
  checkSignature([token, timestamp, nonce, encrypted], parameter(query, 'msg_signature'));
  return understand(decrypt(cipher, encrypted), { encrypted: true, nonce });
}

function understand(
  bytes: Uint8Array,
  how: { readonly encrypted: boolean; readonly nonce: string },
): PushedMessage {
  const content = readBody(bytes);
  if (content === undefined) {
    throw new MessagePushError('MESSAGE_MALFORMED', 'neither a JSON object nor XML');
  }
  const { format, value } = content;
  const text = Buffer.from(bytes).toString();
  const message = readMessage(value, { ...how, format, text });
  if (message === undefined) {
    throw new MessagePushError('MESSAGE_MALFORMED', 'it names no sender, time or type');
  }
  return message;
}

function decrypt(cipher: PushCipher, encrypted: string): Buffer {
  try {
    return cipher.open(encrypted);
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    throw new MessagePushError('MESSAGE_UNDECIPHERABLE', error.reason);
  }
}

function readQuery(query: PushQuery, nowMs: number): { timestamp: string; nonce: string } {
  const timestamp = parameter(query, 'timestamp');
  const nonce = parameter(query, 'nonce');
  if (timestamp === undefined || nonce === undefined) throw unverified('query-missing');
  if (!/^\d{1,12}$/.test(timestamp)) throw unverified('query-malformed');
  if (Math.abs(Number(timestamp) * 1000 - nowMs) > signatureWindowMs) {
    throw unverified('timestamp-outside-window');
  }
  return { timestamp, nonce };
}

function checkSignature(parts: readonly string[], signature: string | undefined): void {
  if (signature === undefined) throw unverified('query-missing');
  if (!verifyPush(parts, signature)) throw unverified('signature-mismatch');
}

// A parameter that comes twice is not taken: two readers might see two different ones.
function parameter(query: PushQuery, name: string): string | undefined {
  if (!(query instanceof URLSearchParams)) {
    const value = Object.hasOwn(query, name) ? query[name] : undefined;
    return isText(value) ? value : undefined;
  }
  const [value, ...more] = query.getAll(name);
  return isText(value) && more.length === 0 ? value : undefined;
}

function unverified(reason: string): MessagePushError {
  return new MessagePushError('MESSAGE_UNVERIFIED', reason);
}
