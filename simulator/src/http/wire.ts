import type { ServerResponse } from 'node:http';

/** A request exactly as it arrived: `url` with its query as sent, header names in lower case, the raw body. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer as it goes out. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** The text under `Wechatpay-Signature`, when there is one. */
  readonly signedText?: string;
}

/** What the connection shall do: answer after a while, break in the middle of the answer, or break without one. */
export interface Outcome {
  /** Absent: the connection breaks. */
  readonly answer?: WireAnswer;
  /** Milliseconds of the simulated time. */
  readonly delayMs: number;
  /** The answer waits for this, too. */
  readonly until?: Promise<void>;
  /** The connection breaks after half of the body. */
  readonly cut?: boolean;
}

/** Writes an answer with its header names spelled as given, or breaks the connection. */
export function writeOutcome(response: ServerResponse, { answer, cut }: Outcome): void {
  if (answer === undefined) {
    response.destroy();
    return;
  }
  const length = Buffer.byteLength(answer.body);
  const named = answer.status === 204 ? {} : { 'Content-Length': length };
  response.writeHead(answer.status, { ...answer.headers, ...named });
  if (!cut) {
    // A text leaves together with the headers, bytes would take a second write.
    response.end(answer.body);
    return;
  }
  const bytes = Buffer.from(answer.body);
  // What was written must leave before the connection breaks, or it would be no cut but a loss.
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

/** Joins repeated headers as HTTP does. */
export function plainHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
}
