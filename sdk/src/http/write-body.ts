import { encryptOaep, oaepLimit } from '../core/encrypt-oaep.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
import type { PublicKey } from '../core/key-material.ts';
import type { Multipart } from '../core/multipart.ts';

/**
 * Encrypts one sensitive field for the key that the request names in `Wechatpay-Serial`.
 *
 * @throws ArgumentError naming the field, when it is empty or longer than 214 bytes of UTF-8
 */
export type Seal = (field: string, text: string) => string;

/** What a call sends: a JSON object, one that is made once the key for its sensitive fields is known, or an upload. */
export type CallBody =
  | { readonly body?: object | ((seal: Seal) => object); readonly upload?: never }
  | { readonly upload: Multipart; readonly body?: never };

/** The bytes of a request, and which of them are signed. */
export interface WrittenBody {
  readonly bytes: Uint8Array;
  readonly signed: string | Uint8Array;
  readonly contentType: string;
}

/** Writes the body once: what is signed is what is sent. Undefined when there is none. */
export function writeBody(
  { body, upload }: CallBody,
  platformKey: PublicKey | undefined,
): WrittenBody | undefined {
  if (upload !== undefined) {
    return { bytes: upload.bytes, signed: upload.meta, contentType: upload.contentType };
  }
  if (body === undefined) return undefined;
  const content = typeof body === 'function' ? body(createSeal(platformKey)) : body;
  const bytes = Buffer.from(JSON.stringify(content));
  return { bytes, signed: bytes, contentType: 'application/json' };
}

function createSeal(platformKey: PublicKey | undefined): Seal {
  return (field, text) => {
    // Only the certificate download is made without a key, and it has no body.
    if (platformKey === undefined) throw new ArgumentError(field, 'cannot be sealed without a key');
    const sealed = text === '' ? undefined : encryptOaep(text, platformKey);
    if (sealed !== undefined) return sealed;
    throw new ArgumentError(field, `must be 1 to ${oaepLimit(platformKey)} bytes of UTF-8`);
  };
}
