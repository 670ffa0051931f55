import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer, as far as a load generator reads it. */
export interface LaneAnswer {
  readonly status: number;
  readonly body: string;
}

/** One kept-alive connection: a request at a time. */
export interface Lane {
  send(request: Buffer): Promise<LaneAnswer>;
  close(): void;
}

/**
 * Opens connections to a server on this machine. A load generator shares the cores with what it loads:
 * this one writes bytes that were prepared before and reads no more of an answer than its length,
 * which costs a fraction of what an HTTP client does.
 */
export async function openLanes(url: string, count: number): Promise<readonly Lane[]> {
  const { hostname, port } = new URL(url);
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(port), hostname).setNoDelay(true);
      await once(socket, 'connect');
      return createLane(socket);
    }),
  );
}

/** Writes a request as the bytes that go over the wire. */
export function requestBytes(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string,
): Buffer {
  const content = Buffer.from(body);
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = `POST ${path} HTTP/1.1\r\n${lines.join('')}content-length: ${content.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), content]);
}

function createLane(socket: Socket): Lane {
  let received = '';
  let waiting: PromiseWithResolvers<LaneAnswer> | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    const answer = readAnswer(received);
    if (answer === null) return;
    received = '';
    const { resolve } = waiting ?? {};
    waiting = null;
    resolve?.(answer);
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')));
  return {
    send(request) {
      waiting = Promise.withResolvers<LaneAnswer>();
      socket.write(request);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

/** Null: not all of it is here yet. */
function readAnswer(text: string): LaneAnswer | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1];
  const body = text.slice(headEnd + 4);
  if (body.length < Number(length ?? 0)) return null;
  return { status, body };
}

/**
 * Does all the work, each lane one piece after another.
 *
 * @returns pieces per second, and how long each took.
 */
export async function driveLanes<T>(
  lanes: readonly Lane[],
  work: readonly T[],
  act: (lane: Lane, piece: T) => Promise<unknown>,
): Promise<{ readonly perSecond: number; readonly timesMs: readonly number[] }> {
  const queue = work.values();
  const timesMs: number[] = [];
  const started = performance.now();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const piece of queue) {
        const asked = performance.now();
        await act(lane, piece);
        timesMs.push(performance.now() - asked);
      }
    }),
  );
  return { perSecond: (work.length / (performance.now() - started)) * 1000, timesMs };
}
