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
  return { method, url, headers: plainHeaders(headers), body: await readBody(incoming, limit) };
}

/** By events: an iterator over the stream would cost each request a tenth of its time. */
function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // What is too long is read to its end all the same: an answer into an unread request would break the connection.
      if (length <= limit) chunks.push(chunk);
    });
    incoming.once('end', () => {
      if (length > limit) reject(new BodyTooLongError(limit));
      else resolve(Buffer.concat(chunks, length));
    });
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the caller went away')));
  });
}
