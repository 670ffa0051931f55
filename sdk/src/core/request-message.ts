/** The parts of a request that the merchant signs. */
export interface RequestToSign {
  /** Upper case. */
  readonly method: string;
  /** Path and query exactly as they go on the wire; no `?` without a query. */
  readonly url: string;
  /** Unix seconds. */
  readonly timestamp: string;
  readonly nonce: string;
  /** The exact bytes sent; empty when there is no body. For uploads: the JSON of the `meta` part. */
  readonly body: string | Uint8Array;
}

/**
 * Builds the five lines a request signature covers; each ends in LF, the last too.
 *
 * @see request signature, document 4012365336
 */
export function requestMessage(request: RequestToSign): Buffer {
  const { method, url, timestamp, nonce, body } = request;
  return linesThenBody(`${method}\n${url}\n${timestamp}\n${nonce}\n`, body);
}

/** Appends a body and one more LF, whatever the body ends in. */
export function linesThenBody(lines: string, body: string | Uint8Array): Buffer {
  if (typeof body === 'string') return Buffer.from(`${lines}${body}\n`);
  const headLength = Buffer.byteLength(lines);
  const message = Buffer.allocUnsafe(headLength + body.length + 1);
  message.write(lines, 0);
  message.set(body, headLength);
  message[message.length - 1] = 0x0a;
  return message;
}
