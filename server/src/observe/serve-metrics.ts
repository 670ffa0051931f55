import cluster from 'node:cluster';
import { createServer } from 'node:http';
import type { Registry } from 'prom-client';

/** A place where metrics can be read. */
export interface MetricsServer {
  /** e.g. `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** An address of its own: metrics are not for those who pay. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/** Serves the metrics of this process. */
export function serveMetrics(registry: Registry, address: Address): Promise<MetricsServer> {
  return serve(() => registry.metrics(), registry.contentType, address);
}

/** Serves, in the first process, the metrics of all workers added up; each has called {@link shareMetrics}. */
export async function serveClusterMetrics(address: Address): Promise<MetricsServer> {
  const { AggregatorRegistry } = await import('prom-client');
  const read = async () => AggregatorRegistry.aggregate(await askWorkers()).metrics();
  return serve(read, AggregatorRegistry.PROMETHEUS_CONTENT_TYPE, address);
}

/** Lets the first process read the metrics of this worker. */
export function shareMetrics(registry: Registry): void {
  process.on('message', (message: Question | object) => {
    if (!('askForMetrics' in message)) return;
    const { askForMetrics } = message;
    registry.getMetricsAsJSON().then(
      (metrics) => process.send?.({ askForMetrics, metrics: metrics.map(withoutUnknown) }),
      () => process.send?.({ askForMetrics, metrics: [] }),
    );
  });
}

/** What the first process asks, and a worker answers with the same number. */
interface Question {
  readonly askForMetrics: number;
}
type Answer = Question & { readonly metrics: object[] };

/** A worker that is starting, or ending, may not answer: then the others speak for themselves. */
const PATIENCE_MS = 1_000;
let questions = 0;

function askWorkers(): Promise<object[]> {
  questions += 1;
  const question: Question = { askForMetrics: questions };
  const asked = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected());
  const answers: object[] = [];
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      cluster.off('message', take);
      resolve(answers);
    };
    const take = (_worker: unknown, message: Answer | object) => {
      if (!('askForMetrics' in message) || message.askForMetrics !== question.askForMetrics) return;
      answers.push(message.metrics);
      if (answers.length === asked.length) end();
    };
    const timer = setTimeout(end, PATIENCE_MS);
    cluster.on('message', take);
    for (const worker of asked) worker?.send(question);
    if (asked.length === 0) end();
  });
}

/** A figure that is not known (not a number) would come out of JSON as none at all. */
function withoutUnknown<T extends { readonly values?: readonly { readonly value: number }[] }>(
  metric: T,
): T {
  return { ...metric, values: (metric.values ?? []).filter(({ value }) => Number.isFinite(value)) };
}

async function serve(
  read: () => Promise<string>,
  contentType: string,
  { host, port }: Address,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    read().then(
      (text) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return Object.freeze({
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/metrics`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  });
}
