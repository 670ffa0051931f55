import { isRecord } from '../easel/instance.ts';
import { ForbiddenOriginError, type Host, UnreachableError } from '../host/host.ts';
import {
  ApiFailure,
  asyncApi,
  type Callbacks,
  numberOption,
  type Options,
  textOption,
} from './api.ts';

/** What `wx.request` answers: a task, never a promise. */
export interface RequestTask {
  abort(): void;
  onHeadersReceived(listener: HeadersListener): void;
  offHeadersReceived(listener?: HeadersListener): void;
  /** Accepted, never called: chunked transfer is not supported. */
  onChunkReceived(): void;
  offChunkReceived(): void;
}

type HeadersListener = (result: { statusCode: number; header: object; cookies: object }) => void;

const METHODS = new Set('OPTIONS GET HEAD POST PUT DELETE TRACE CONNECT'.split(' '));
const DEFAULT_TIMEOUT_MS = 60_000;
const ABORT = 'abort';
const TIMEOUT = 'timeout';

/**
 * Makes `wx.request`. Every HTTP status is a success; only a forbidden origin, an unreachable
 * server, a timeout and `abort()` fail.
 *
 * @param networkTimeoutMs `networkTimeout.request` of app.json, default 60 s.
 */
export function createRequest(host: Host, networkTimeoutMs = DEFAULT_TIMEOUT_MS) {
  return (options: Options & Callbacks = {}): RequestTask => {
    const control = new AbortController();
    const listeners = new Set<HeadersListener>();

    const call = asyncApi('request', async () => {
      const timeoutMs = numberOption(options, 'timeout', networkTimeoutMs);
      const timer = window.setTimeout(() => control.abort(TIMEOUT), timeoutMs);
      try {
        const { method, url, header, body } = writeRequest(options);
        const response = await host.send({ method, url, header, body, signal: control.signal });
        const { status: statusCode, header: received, cookies } = response;
        for (const listener of listeners) listener({ statusCode, header: received, cookies });
        const data = readBody(response.body, options);
        return { data, statusCode, header: received, cookies };
      } catch (error) {
        throw explain(error, control.signal);
      } finally {
        window.clearTimeout(timer);
      }
    });
    // Without callbacks the promise has no taker: a failure must not count as unhandled.
    call(options)?.catch(() => undefined);

    return {
      abort: () => control.abort(ABORT),
      onHeadersReceived: (listener) => void listeners.add(listener),
      offHeadersReceived: (listener) => {
        if (listener === undefined) listeners.clear();
        else listeners.delete(listener);
      },
      onChunkReceived: () => undefined,
      offChunkReceived: () => undefined,
    };
  };
}

function writeRequest(options: Options) {
  const url = textOption(options, 'url');
  if (!URL.canParse(url)) throw new ApiFailure(`invalid url "${url}"`);
  const method = textOption(options, 'method', 'GET').toUpperCase();
  if (!METHODS.has(method)) throw new ApiFailure('method is invalid');
  const header = writeHeader(options.header);
  const data = options.data;
  if (method === 'GET' || method === 'HEAD') {
    return { method, url: withQuery(url, data), header, body: undefined };
  }
  return { method, url, header, body: writeBody(data, header['content-type'] ?? '') };
}

function writeHeader(given: unknown): Record<string, string> {
  const header: Record<string, string> = { 'content-type': 'application/json' };
  if (!isRecord(given)) return header;
  for (const [name, value] of Object.entries(given)) {
    // WeChat sets this one itself and lets nobody change it.
    if (name.toLowerCase() !== 'referer') header[name.toLowerCase()] = String(value);
  }
  return header;
}

function withQuery(url: string, data: unknown): string {
  if (!isRecord(data) || data instanceof ArrayBuffer) return url;
  const target = new URL(url);
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined) target.searchParams.set(name, String(value));
  }
  return target.href;
}

function writeBody(data: unknown, contentType: string): string | ArrayBuffer | undefined {
  if (data === undefined || typeof data === 'string' || data instanceof ArrayBuffer) return data;
  if (!contentType.includes('application/x-www-form-urlencoded')) return JSON.stringify(data);
  const pairs = isRecord(data) ? Object.entries(data) : [];
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}

function readBody(body: ArrayBuffer, options: Options): unknown {
  if (options.responseType === 'arraybuffer') return body;
  const text = new TextDecoder().decode(body);
  if (textOption(options, 'dataType', 'json') !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** WeChat's words for what went wrong on the way. */
function explain(error: unknown, signal: AbortSignal): Error {
  if (error instanceof ApiFailure) return error;
  if (signal.aborted) return new ApiFailure(signal.reason === TIMEOUT ? TIMEOUT : ABORT);
  if (error instanceof ForbiddenOriginError) {
    return new ApiFailure(error.message, { errno: 600002 });
  }
  const reason = error instanceof UnreachableError ? error.message : String(error);
  console.warn(`wx.request: ${reason}`);
  return new ApiFailure('unknown network error', { errno: 600000 });
}
