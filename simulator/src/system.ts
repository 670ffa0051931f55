import { generateKeyPair, randomInt } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WallClock } from './platform/simulated-clock.ts';

// An import statement would also load all that these re-export (fetch, WebSocket, workers, …): 20 MB that nobody here uses.
const { getBuiltinModule } = process;
const http = getBuiltinModule('node:http');
const fs = getBuiltinModule('node:fs');

/** A fresh RSA-2048 key pair: PKCS#8 and SPKI, PEM. */
interface RsaKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** One request to the merchant's server. */
export interface Delivery {
  /** POST by default. */
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** What came back: a status (redirects are not followed), or the reason why nothing did. */
export type DeliveryAnswer =
  | { readonly status: number; readonly body: string }
  | { readonly failure: string };

/** A server that listens. */
interface Listening {
  /** `http://host:port`. */
  readonly url: string;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/** Everything the simulator takes from the machine. */
export interface System extends WallClock {
  seed(): number;
  generateRsaKeyPair(): Promise<RsaKeyPair>;
  deliver(delivery: Delivery): Promise<DeliveryAnswer>;
  /** Plain data as bytes, and back; objects that are one stay one. */
  serialize(value: unknown): Buffer;
  deserialize(bytes: Uint8Array): unknown;
  /** Gzip. */
  compress(bytes: Buffer): Buffer;
  /** The bytes of a file; `undefined` when there is none. */
  readFile(path: string): Buffer | undefined;
  /** Puts a file there as a whole, readable for its owner only. */
  replaceFile(path: string, bytes: Uint8Array): void;
  /** Serves HTTP; port 0 takes a free one. */
  listen(handler: RequestListener, host: string, port: number): Promise<Listening>;
}

/** The most that is kept of an answer to a notification, in bytes. */
const ANSWER_LIMIT = 64 * 1024;

/** The real machine: its time, its timers (they keep no process alive), its randomness, its network. */
export const system: System = Object.freeze({
  nowMs: () => Date.now(),
  setTimer(delayMs: number, run: () => void) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
  seed: () => randomInt(2 ** 47),
  generateRsaKeyPair,
  serialize: (value: unknown) => getBuiltinModule('node:v8').serialize(value),
  deserialize: (bytes: Uint8Array) => getBuiltinModule('node:v8').deserialize(bytes),
  compress: (bytes: Buffer) => getBuiltinModule('node:zlib').gzipSync(bytes),
  deliver,
  listen,
  readFile,
  replaceFile(path: string, bytes: Uint8Array) {
    fs.writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
    fs.renameSync(`${path}.new`, path);
  },
});

function readFile(path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function generateRsaKeyPair(): Promise<RsaKeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'rsa',
      {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      },
      (error, publicKey, privateKey) => {
        if (error === null) resolve({ publicKey, privateKey });
        else reject(error);
      },
    );
  });
}

/** What the real gateway announces: `Keep-Alive: timeout=8`. */
const KEEP_ALIVE_MS = 8000;

async function listen(handler: RequestListener, host: string, port: number): Promise<Listening> {
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function deliver({
  method = 'POST',
  url,
  headers,
  body,
  timeoutMs,
}: Delivery): Promise<DeliveryAnswer> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ failure: error.message });
    try {
      const secure = new URL(url).protocol === 'https:';
      const open = secure ? getBuiltinModule('node:https').request : http.request;
      // One deadline for the whole exchange: a receiver that drips its answer is late too.
      const signal = AbortSignal.timeout(timeoutMs);
      const outgoing = open(url, { method, headers, signal, agent: false });
      signal.addEventListener('abort', () => fail(new Error(`no answer within ${timeoutMs} ms`)));
      outgoing.once('response', (incoming) => {
        readAnswer(incoming).then(
          (text) => resolve({ status: incoming.statusCode ?? 0, body: text }),
          fail,
        );
      });
      outgoing.once('error', fail);
      outgoing.end(body);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= ANSWER_LIMIT) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
