import { X509Certificate } from 'node:crypto';
import type { Config } from './config/config.ts';
import type { ExpiringKey, MetricSources, Metrics } from './observe/create-metrics.ts';
import { createObserver, type Observer } from './observe/create-observer.ts';
import type { Tracing } from './observe/create-tracing.ts';
import { createRequestScope, type RequestScope } from './observe/request-scope.ts';
import type { Clock, Log, Store } from './ports.ts';

/** What watches a server: metrics and traces, as far as the settings want them. */
export interface Watch {
  readonly observer: Observer;
  /** The request that is at work here; null: none is. */
  requestId(): string | null;
  /** Begins to show metrics, now that there is a store to look into. */
  show(store: Store, log: Log): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens it. Who reads the metrics of a worker asks the first process, which asks the worker.
 *
 * @param share This process is one of several workers.
 */
export async function openWatch(config: Config, clock: Clock, share: boolean): Promise<Watch> {
  const scope = createRequestScope();
  let store: Store | null = null;
  const read = <T>(look: (open: Store) => Promise<T>): Promise<T> =>
    store === null ? Promise.reject(new Error('the store is not open yet')) : look(store);
  const metrics = await openMetrics(config, {
    nowMs: () => clock.nowMs(),
    readPulse: () => read((open) => open.readPulse(clock.nowMs())),
    readKeys: () => read((open) => readCertificates(config, open)),
  });
  const tracing = await openTracing(config, scope);
  const closers: (() => Promise<void>)[] = tracing ? [() => tracing.close()] : [];

  return Object.freeze<Watch>({
    observer: createObserver({ scope, metrics, tracing }),
    requestId: () => scope.current()?.requestId ?? null,
    async show(opened, log) {
      store = opened;
      if (metrics === null || config.metricsPort === null) return;
      const { serveMetrics, shareMetrics } = await import('./observe/serve-metrics.ts');
      if (share) return shareMetrics(metrics.registry);
      const address = { host: config.metricsHost, port: config.metricsPort };
      const server = await serveMetrics(metrics.registry, address);
      closers.push(() => server.close());
      log.event('metrics.started', { url: server.url });
    },
    async close() {
      for (const close of closers.reverse()) await close();
    },
  });
}

/** Their libraries are loaded by those who want them: they would be a good part of a start. */
async function openMetrics(config: Config, sources: MetricSources): Promise<Metrics | null> {
  if (config.metricsPort === null) return null;
  const { createMetrics } = await import('./observe/create-metrics.ts');
  return createMetrics(sources);
}

async function openTracing(config: Config, scope: RequestScope): Promise<Tracing | null> {
  if (config.otlpEndpoint === null) return null;
  const { createOtlpExporter, createTracing } = await import('./observe/create-tracing.ts');
  return createTracing(createOtlpExporter(config.otlpEndpoint), scope);
}

/** The platform certificates of the settings and of every merchant that is kept. */
async function readCertificates(config: Config, store: Store): Promise<readonly ExpiringKey[]> {
  const own = config.platformCertificate;
  const fromSettings = own === null ? [] : [expiryOf(config.merchantId, own)];
  const merchants = await store.listMerchants();
  const whole = await Promise.all(merchants.map(({ id }) => store.findMerchant(id)));
  const kept = whole.flatMap((merchant) =>
    (merchant?.keys ?? []).flatMap((key) =>
      key.kind === 'platform-certificate' ? [expiryOf(key.merchantId, key.pem)] : [],
    ),
  );
  return [...fromSettings, ...kept];
}

function expiryOf(merchantId: string, pem: string): ExpiringKey {
  const { serialNumber, validTo } = new X509Certificate(pem);
  return { merchantId, serial: serialNumber, expiresAtMs: Date.parse(validTo) };
}
