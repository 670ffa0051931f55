import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { findAddress } from './find-address.ts';

/** What receivers of webhooks do to whoever sends. */
export const SINK_WAYS = ['behaves', 'hangs', 'redirects', 'drips', 'resets', 'endless'] as const;

/** One of them. */
export type SinkWay = (typeof SINK_WAYS)[number];

/** Receivers of every kind, and a place inside the network that they try to lead to. */
export interface WebhookSinks {
  urlOf(way: SinkWay): string;
  /** Ids that the one that behaves has taken, and when it first did. */
  readonly taken: ReadonlyMap<string, number>;
  /** How often each was called. */
  readonly calls: ReadonlyMap<SinkWay, number>;
  /** Where nobody may ever come. */
  readonly trap: { readonly port: number; visits(): number };
  /** From now on all of them behave. */
  mend(): void;
  close(): Promise<void>;
}

const DRIP_MS = 500;
const CHUNK = 'x'.repeat(65_536);

/** Opens them, on free ports of this machine. */
export async function openWebhookSinks(): Promise<WebhookSinks> {
  const taken = new Map<string, number>();
  const calls = new Map<SinkWay, number>();
  const waiting = new Set<ServerResponse>();
  let areMended = false;
  let visits = 0;

  const trap = createServer((_request, response) => {
    visits += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(trap, 'listening');
  const trapPort = findAddress(trap).port;

  function receive(request: IncomingMessage, response: ServerResponse): void {
    const way = SINK_WAYS.find((each) => request.url === `/${each}`) ?? 'behaves';
    calls.set(way, (calls.get(way) ?? 0) + 1);
    request.resume();
    request.once('end', () => answer(areMended ? 'behaves' : way, request, response));
  }

  function answer(way: SinkWay, request: IncomingMessage, response: ServerResponse): void {
    const ways: Readonly<Record<SinkWay, () => unknown>> = {
      behaves() {
        const id = String(request.headers['webhook-id']);
        if (!taken.has(id) && request.url === '/behaves') taken.set(id, performance.now());
        response.writeHead(204).end();
      },
      hangs: () => waiting.add(response),
      redirects: () => response.writeHead(302, { location: `http://127.0.0.1:${trapPort}/` }).end(),
      drips: () => drip(request, 'HTTP/1.1 200 OK\r\nX-Slow: '.split('')),
      resets: () => request.socket.resetAndDestroy(),
      endless() {
        response.writeHead(500);
        pour(response);
      },
    };
    ways[way]();
  }

  const sinks = createServer(receive).listen(0, '127.0.0.1');
  await once(sinks, 'listening');
  const { port } = findAddress(sinks);
  return Object.freeze<WebhookSinks>({
    urlOf: (way) => `http://127.0.0.1:${port}/${way}`,
    taken,
    calls,
    trap: { port: trapPort, visits: () => visits },
    mend() {
      areMended = true;
      for (const response of waiting) response.writeHead(204).end();
      waiting.clear();
    },
    async close() {
      for (const server of [sinks, trap]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  });
}

/** One character after the other, and never the end of a header. */
function drip({ socket }: IncomingMessage, characters: string[]): void {
  const timer = setInterval(() => socket.write(characters.shift() ?? 'x'), DRIP_MS);
  socket.on('error', () => undefined).once('close', () => clearInterval(timer));
}

/** An answer without end, as fast as it is read. */
function pour(response: ServerResponse): void {
  if (response.destroyed) return;
  if (response.write(CHUNK)) setImmediate(pour, response);
  else response.once('drain', () => pour(response));
}
