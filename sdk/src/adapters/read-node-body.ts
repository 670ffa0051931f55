import { maxNotificationBytes } from '../notifications/open-notification.ts';
import type { NodeRequest } from './node-request.ts';

/**
 * Reads the raw bytes of a Node request, no further than one chunk beyond the largest notification.
 *
 * Undefined when something has read the body before and kept no raw bytes: a parsed body is never written again.
 *
 * @throws what reading throws when the connection breaks
 */
export async function readNodeBody(request: NodeRequest): Promise<Uint8Array | undefined> {
  if (request.rawBody instanceof Uint8Array) return request.rawBody;
  if (request.body instanceof Uint8Array) return request.body;
  if (request.readableDidRead) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  // The socket must outlive the reading: the answer goes back on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // A text means that something set an encoding on the stream: the bytes are gone.
    if (!(chunk instanceof Uint8Array)) return undefined;
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxNotificationBytes) break;
  }
  return Buffer.concat(chunks);
}
