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
  const cluster = new AggregatorRegistry();
  return serve(() => cluster.clusterMetrics(), cluster.contentType, address);
}

/** Lets the first process read the metrics of this worker. */
export async function shareMetrics(registry: Registry): Promise<void> {
  const { AggregatorRegistry } = await import('prom-client');
  AggregatorRegistry.setRegistries([registry]);
  new AggregatorRegistry();
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
