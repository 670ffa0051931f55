import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request that came to the receiver. */
interface Arrived {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A merchant's address for pushed messages; by default it answers checks with echostr and messages with success. */
export async function startPushReceiver(
  answer: (arrived: Arrived, arrival: number) => string = ({ query }) => query.echostr ?? 'success',
) {
  const received: Arrived[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const arrived = {
      method: request.method ?? '',
      query: Object.fromEntries(searchParams),
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(arrived);
    response.end(answer(arrived, received.length));
    for (const wake of waiting) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  /** Resolves when `count` requests have arrived. */
  const arrival = (count: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        if (received.length < count) return;
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      wake();
    });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/push`, received, arrival };
}
