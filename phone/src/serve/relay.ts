import type { Exchange } from './exchange.ts';
import { maskMessage } from './exchange.ts';

/** A request on its way from the page to a server. */
export interface RelayRequest {
  readonly name: Exchange['name'];
  readonly openid: string | null;
  readonly method: string;
  /** Where it goes. */
  readonly target: string;
  /** How the mini-program knows it. */
  readonly shownUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
  readonly signal: AbortSignal;
}

/** An answer, or the reason why there is none. */
export type RelayAnswer =
  | { readonly reached: true; readonly response: Response; readonly body: Buffer<ArrayBuffer> }
  | { readonly reached: false; readonly reason: string };

const BODYLESS = new Set(['GET', 'HEAD']);

/** Sends a request on and reports the exchange. */
export async function relay(
  request: RelayRequest,
  onExchange: (exchange: Exchange) => void,
): Promise<RelayAnswer> {
  const startedAtMs = Date.now();
  const answer = await send(request);
  onExchange(
    Object.freeze({
      name: request.name,
      openid: request.openid,
      startedAtMs,
      durationMs: Date.now() - startedAtMs,
      request: {
        method: request.method,
        url: request.shownUrl,
        ...maskMessage({ headers: request.headers, body: request.body.toString('utf8') }),
      },
      response: answer.reached
        ? {
            status: answer.response.status,
            ...maskMessage({
              headers: Object.fromEntries(answer.response.headers),
              body: answer.body.toString('utf8'),
            }),
          }
        : null,
    }),
  );
  return answer;
}

async function send({ method, target, headers, body, signal }: RelayRequest): Promise<RelayAnswer> {
  try {
    const response = await fetch(target, {
      method,
      headers,
      signal,
      ...(BODYLESS.has(method) || body.length === 0 ? {} : { body }),
    });
    return { reached: true, response, body: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    return { reached: false, reason: reasonOf(error) };
  }
}

/** fetch hides why it failed behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.message;
}
