import { TransportError } from '../core/errors/transport-error.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

/**
 * Makes a transport of a `fetch`: that of an edge runtime, of a proxy agent, or of a test.
 *
 * `fetch` does not say how far a request got, so that a failure counts as sent unless its cause is known to be
 * the connection itself. The connect time limit is that of the `fetch` given.
 *
 * @example createWechatPay({ …, transport: fetchTransport(fetch) })
 */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async (request) => {
    const { method, url, body, timeoutMs, signal, streamed } = request;
    const deadline = AbortSignal.timeout(timeoutMs);
    const ended = new AbortController();
    // The deadline of a download ends with its headers, so it is not simply one of the signals of the fetch.
    const expire = () => ended.abort(deadline.reason);
    deadline.addEventListener('abort', expire);
    try {
      const response = await fetch(url, {
        method,
        // The signature covers the plain bytes: nothing in between shall compress them.
        headers: { ...request.headers, 'accept-encoding': 'identity' },
        redirect: 'manual',
        signal: signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]),
        ...(body === undefined ? {} : { body: copied(body) }),
      });
      if (streamed === true && response.status === 200) return streamOf(response, signal);
      return await readWhole(response, request);
    } catch (error) {
      if (error instanceof TransportError) throw error;
      throw explain(error, { timedOut: deadline.aborted, aborted: signal?.aborted === true });
    } finally {
      deadline.removeEventListener('abort', expire);
    }
  };
}

function streamOf(response: Response, signal: AbortSignal | undefined): TransportAnswer {
  const chunks = readPieces(response.body ?? [], signal);
  return { status: 200, headers: headersOf(response), body: new Uint8Array(), chunks };
}

async function readWhole(
  response: Response,
  { maxAnswerBytes = 1_048_576 }: TransportRequest,
): Promise<TransportAnswer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxAnswerBytes) {
      const how = { sent: true, timedOut: false };
      throw new TransportError(`answer over ${maxAnswerBytes} bytes`, how);
    }
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, length);
  return { status: response.status, headers: headersOf(response), body };
}

async function* readPieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* pieces;
  } catch (error) {
    throw explain(error, { timedOut: false, aborted: signal?.aborted === true });
  }
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(response.headers);
}

function explain(
  error: unknown,
  { timedOut, aborted }: { readonly timedOut: boolean; readonly aborted: boolean },
): TransportError {
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | undefined)?.cause);
  const sent = !neverConnected.has(code ?? '');
  const reason = aborted ? 'aborted' : timedOut ? 'time limit' : (code ?? nameOf(error));
  return new TransportError(reason, { sent, timedOut: timedOut && !aborted, aborted });
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'fetch failed';
}

// A plain view over its own memory is what every runtime's fetch takes.
function copied(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : new Uint8Array(body);
}

const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
