import type { IncomingMessage } from 'node:http';
import { plainHeaders, type WireRequest } from './wire.ts';

/** A body was longer than it may be. */
export class BodyTooLongError extends Error {
  constructor(limit: number) {
    super(`the body is longer than ${limit} bytes`);
    this.name = 'BodyTooLongError';
  }
}

/**
 * Reads a request to its end, its body raw: signatures are over bytes.
 *
 * @throws BodyTooLongError above `limit` bytes
 */
export async function readRequest(incoming: IncomingMessage, limit: number): Promise<WireRequest> {
  const { method = '', url = '', headers } = incoming;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    // What is too long is read to its end all the same: an answer into an unread request would break the connection.
    if (length <= limit) chunks.push(chunk);
  }
  if (length > limit) throw new BodyTooLongError(limit);
  return { method, url, headers: plainHeaders(headers), body: Buffer.concat(chunks, length) };
}
