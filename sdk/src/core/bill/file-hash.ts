import { createHash } from 'node:crypto';

/** The SHA-1 of a file that comes in pieces. */
export interface FileHash {
  update(piece: Uint8Array): void;
  /** Ends the file. @param hash hex in any case */
  matches(hash: string): boolean;
}

/**
 * Starts the hash of a bill. SHA-1 is WeChat's choice: it finds damage; that nobody else wrote the file is up to TLS.
 *
 * @see bill download, document 4012791909
 */
export function createFileHash(): FileHash {
  const sha1 = createHash('sha1');
  return Object.freeze({
    update: (piece: Uint8Array) => void sha1.update(piece),
    matches: (hash: string) => sha1.digest('hex') === hash.toLowerCase(),
  });
}
