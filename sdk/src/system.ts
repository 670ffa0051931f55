import { randomUUID } from 'node:crypto';
import {
  type Agent,
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransportError } from './core/errors/transport-error.ts';
import type { System } from './core/system.ts';
import type { Transport, TransportAnswer, TransportRequest } from './http/transport.ts';

/** The real clock, the operating system's randomness, real waiting. */
export const nodeSystem: System = Object.freeze({
  nowMs: () => Date.now(),
  // 32 hex digits with 122 random bits.
  nonce: () => randomUUID().replaceAll('-', ''),
  sleep: (durationMs: number, signal?: AbortSignal) =>
    sleep(durationMs, undefined, signal && { signal }),
});

/** The system given, with the real clock, randomness and waiting where it gives none. */
export function completeSystem(given: Partial<System> | undefined): System {
  if (given === undefined) return nodeSystem;
  return Object.freeze({
    nowMs: () => given.nowMs?.() ?? nodeSystem.nowMs(),
    nonce: () => given.nonce?.() ?? nodeSystem.nonce(),
    sleep: (durationMs: number, signal?: AbortSignal) =>
      given.sleep?.(durationMs, signal) ?? nodeSystem.sleep(durationMs, signal),
  });
}

/** Limits of the transport on Node's own HTTP client. */
export interface NodeTransportOptions {
  /** Time allowed to connect, TLS included, in milliseconds. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** Connections at once to one host. Default 64. */
  readonly maxSockets?: number;
  /** Largest answer, in bytes. Default 1,048,576. */
  readonly maxAnswerBytes?: number;
}

/** A transport that keeps connections alive. */
export interface NodeTransport extends Transport {
  /** Ends idle connections now and busy ones after their answer. */
  close(): void;
}

/**
 * Makes a transport on `node:https` (and `node:http` where the base URL says so), with connections of its own.
 *
 * Follows no redirect and repeats nothing; proxies of the environment are not used.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  const { connectTimeoutMs = 5_000, maxSockets = 64, maxAnswerBytes = 1_048_576 } = options;
  const settings = { keepAlive: true, maxSockets };
  const plain = new HttpAgent(settings);
  const secure = new HttpsAgent(settings);
  const transport = (request: TransportRequest) => {
    const agent = request.url.startsWith('https:') ? secure : plain;
    return exchange(request, { agent, connectTimeoutMs, maxAnswerBytes });
  };
  return Object.assign(transport, {
    close: () => {
      for (const agent of [plain, secure]) closeIdle(agent);
    },
  });
}

/** The transport given, or a new one that `close` ends; a transport given is its owner's to close. */
export function ownTransport(
  given: Transport | undefined,
  options?: NodeTransportOptions,
): {
  readonly transport: Transport;
  readonly close: () => void;
} {
  if (given !== undefined) return { transport: given, close: () => {} };
  const transport = createNodeTransport(options);
  return { transport, close: transport.close };
}

function closeIdle(agent: Agent): void {
  agent.maxFreeSockets = 0;
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
}

interface Limits {
  readonly agent: Agent;
  readonly connectTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

function exchange(request: TransportRequest, limits: Limits): Promise<TransportAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<TransportAnswer>();
  const { method, url, timeoutMs, signal } = request;
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
  const headers = { ...request.headers, ...(body && { 'content-length': String(body.length) }) };
  const open = url.startsWith('https:') ? httpsRequest : httpRequest;
  const outgoing = open(url, { method, headers, agent: limits.agent });
  let sent = false;
  const fail = (reason: string, how: { timedOut?: boolean; aborted?: boolean } = {}) => {
    reject(new TransportError(reason, { sent, timedOut: false, ...how }));
    outgoing.destroy();
  };
  const late = setTimeout(() => fail('time limit', { timedOut: true }), timeoutMs);
  const noConnection = setTimeout(
    () => fail('connect time limit', { timedOut: true }),
    limits.connectTimeoutMs,
  );
  const abort = () => fail('aborted', { aborted: true });
  signal?.addEventListener('abort', abort, { once: true });

  onConnected(outgoing, () => {
    // From here on a byte may be under way; the doubt counts as sent.
    sent = true;
    clearTimeout(noConnection);
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'connection error'));
  outgoing.on('response', (incoming) => {
    if (request.streamed === true && incoming.statusCode === 200) {
      const chunks = readPieces(incoming, timeoutMs, signal);
      resolve({ status: 200, headers: headersOf(incoming), body: new Uint8Array(), chunks });
      return;
    }
    readAnswer(incoming, request.maxAnswerBytes ?? limits.maxAnswerBytes).then(
      resolve,
      (error: NodeJS.ErrnoException) => fail(error.code ?? error.message),
    );
  });
  outgoing.end(body);
  return promise.finally(() => {
    clearTimeout(late);
    clearTimeout(noConnection);
    signal?.removeEventListener('abort', abort);
  });
}

function onConnected(outgoing: ClientRequest, connected: () => void): void {
  outgoing.once('socket', (socket) => {
    if (outgoing.reusedSocket) connected();
    // A TLS socket says secureConnect once it may carry data, a plain one connect.
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  });
}

async function readAnswer(incoming: IncomingMessage, limit: number): Promise<TransportAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new Error(`answer over ${limit} bytes`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, length);
  return { status: incoming.statusCode ?? 0, headers: headersOf(incoming), body };
}

/** Reads only as fast as it is asked; the time limit runs while it waits for the network, not for its reader. */
async function* readPieces(
  incoming: IncomingMessage,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const failed = (reason: string, how: { timedOut?: boolean; aborted?: boolean } = {}) =>
    new TransportError(reason, { sent: true, timedOut: false, ...how });
  const abort = () => void incoming.destroy(failed('aborted', { aborted: true }));
  const late = () => void incoming.destroy(failed('time limit', { timedOut: true }));
  signal?.addEventListener('abort', abort, { once: true });
  let timer = setTimeout(late, timeoutMs);
  try {
    if (signal?.aborted) abort();
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(late, timeoutMs);
    }
  } catch (error) {
    if (error instanceof TransportError) throw error;
    throw failed((error as NodeJS.ErrnoException).code ?? 'connection error');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
}
