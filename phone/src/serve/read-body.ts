import type { IncomingMessage } from 'node:http';

/** WeChat limits a request far below this; it keeps a local page from filling memory. */
const LIMIT_BYTES = 16 * 1024 * 1024;

/** The body is larger than 16 MB. */
export class BodyTooLargeError extends Error {
  constructor() {
    super(`a request body may not exceed ${LIMIT_BYTES} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/**
 * Reads a whole request body.
 *
 * @throws BodyTooLargeError
 */
export async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > LIMIT_BYTES) throw new BodyTooLargeError();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
