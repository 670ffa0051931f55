import type { ReceivedNotification } from './notification.ts';
import { maxNotificationBytes } from './open-notification.ts';

/**
 * Reads a web `Request` without parsing it, no further than one chunk beyond the largest notification.
 *
 * A body that something else has read is given as undefined, never as an empty one.
 *
 * @throws what reading throws when the connection breaks
 */
export async function readWebRequest(request: Request): Promise<ReceivedNotification> {
  const { headers, body } = request;
  if (request.bodyUsed || body?.locked) return { headers, body: undefined };
  if (body === null) return { headers, body: new Uint8Array() };
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= maxNotificationBytes) {
    const { done, value } = await reader.read();
    if (done) return { headers, body: Buffer.concat(chunks) };
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return { headers, body: Buffer.concat(chunks) };
}
