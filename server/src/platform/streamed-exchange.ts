import { type TransportAnswer, TransportError, type TransportRequest } from '@yifen/wechatpay';
import type { Dispatcher, Pool } from 'undici';

/** No byte of the request has left when the connection itself failed. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Fetches an answer in pieces, each read when it is wanted, so that a bill of any size passes through little memory.
 * The time limit of the request ends with the headers; afterwards it limits each silence. An answer that is no 200
 * comes whole.
 *
 * @throws TransportError; also while the pieces are read.
 */
export async function streamedExchange(
  pool: Pool,
  origin: string,
  request: TransportRequest,
  maxAnswerBytes: number,
): Promise<TransportAnswer> {
  const { signal, timeoutMs } = request;
  const ended = new AbortController();
  const limit = setTimeout(() => ended.abort(new Error('time limit')), timeoutMs);
  const why = () => ({
    timedOut: ended.signal.aborted && signal?.aborted !== true,
    aborted: signal?.aborted === true,
  });
  try {
    const answer = await pool.request({
      method: request.method as Dispatcher.HttpMethod,
      // Not through URL: what was signed is what is sent.
      path: request.url.slice(origin.length),
      headers: { ...request.headers },
      body: request.body ?? null,
      bodyTimeout: timeoutMs,
      signal: signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]),
    });
    const head = { status: answer.statusCode, headers: plainHeaders(answer.headers) };
    const chunks = readPieces(answer.body, why);
    if (answer.statusCode === 200) return { ...head, body: new Uint8Array(), chunks };
    return { ...head, body: await readWhole(chunks, maxAnswerBytes) };
  } catch (error) {
    throw explain(error, why());
  } finally {
    clearTimeout(limit);
  }
}

async function* readPieces(
  body: AsyncIterable<Uint8Array>,
  why: () => { readonly timedOut: boolean; readonly aborted: boolean },
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw explain(error, why());
  }
}

async function readWhole(
  chunks: AsyncIterable<Uint8Array>,
  maxAnswerBytes: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of chunks) {
    length += piece.length;
    if (length > maxAnswerBytes) {
      const how = { sent: true, timedOut: false };
      throw new TransportError(`answer over ${maxAnswerBytes} bytes`, how);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}

function explain(
  error: unknown,
  { timedOut, aborted }: { readonly timedOut: boolean; readonly aborted: boolean },
): TransportError {
  if (error instanceof TransportError) return error;
  const given = (error as { code?: unknown } | undefined)?.code;
  const code = typeof given === 'string' ? given : 'connection error';
  const isSilent = code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT';
  const reason = aborted ? 'aborted' : timedOut ? 'time limit' : code;
  const sent = !NEVER_CONNECTED.has(code);
  return new TransportError(reason, { sent, timedOut: timedOut || isSilent, aborted });
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]),
  );
}
