import type { SdkEvent } from '@yifen/wechatpay';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Pulse } from '../ports.ts';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A key that ceases to hold some day. */
export interface ExpiringKey {
  readonly merchantId: string;
  readonly serial: string;
  readonly expiresAtMs: number;
}

/** Where figures come from that are not counted but looked up, each time they are asked for. */
export interface MetricSources {
  readPulse(): Promise<Pulse>;
  readKeys(): Promise<readonly ExpiringKey[]>;
  nowMs(): number;
}

/** Counts what happens, in the form that Prometheus reads. */
export interface Metrics {
  readonly registry: Registry;
  /** An event of the log. */
  observeEvent(name: string, fields: Fields): void;
  /** What the SDK does. */
  observeWechat(event: SdkEvent): void;
  observeRequest(request: {
    readonly method: string;
    /** The route's pattern, never the address. */
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
}

const DAY_MS = 24 * 3_600_000;
/** From a millisecond to the longest that WeChat may take. */
const CALL_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** From a second to a day. */
const LAG_BUCKETS = [1, 2, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400];

/** Creates the metrics of one process; each has a registry of its own. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  lookUpPulse(registry, sources);
  lookUpKeys(registry, sources);

  const requests = new Counter({
    name: 'yifen_http_requests_total',
    help: 'Requests answered, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'yifen_http_request_duration_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const calls = new Counter({
    name: 'yifen_wechat_calls_total',
    help: 'Calls to WeChat, by operation, outcome and error code',
    labelNames: ['operation', 'outcome', 'code'],
    registers,
  });
  const callSeconds = new Histogram({
    name: 'yifen_wechat_call_duration_seconds',
    help: 'How long WeChat took',
    labelNames: ['operation'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const probes = new Counter({
    name: 'yifen_wechat_probes_total',
    help: 'Forged signatures by which WeChat tested us; none was believed',
    labelNames: ['on'],
    registers,
  });
  const events = new Counter({
    name: 'yifen_events_total',
    help: 'Events of the log, by name: order.paid, notification.refused, …',
    labelNames: ['event'],
    registers,
  });
  const lag = new Histogram({
    name: 'yifen_payment_lag_seconds',
    help: 'From the moment when WeChat took the money until we knew, by what told us',
    labelNames: ['source'],
    buckets: LAG_BUCKETS,
    registers,
  });

  return Object.freeze<Metrics>({
    registry,
    observeEvent(name, { source, lagMs }) {
      events.inc({ event: name });
      if (name !== 'order.paid' || typeof lagMs !== 'number') return;
      lag.observe({ source: String(source) }, Math.max(0, lagMs) / 1_000);
    },
    observeWechat(event) {
      if (event.name === 'probe') probes.inc({ on: event.on });
      if (event.name !== 'exchange') return;
      const operation = operationOf(event.method, event.url);
      calls.inc({ operation, outcome: event.outcome, code: event.errorCode ?? '' });
      callSeconds.observe({ operation }, event.durationMs / 1_000);
    },
    observeRequest({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, seconds);
    },
  });
}

/** The path without what differs from call to call: there must be few of them. */
function operationOf(method: string, url: string): string {
  const { pathname } = new URL(url);
  const parts = pathname.split('/').map((part) => (/\d{2}|.{25}/.test(part) ? '*' : part));
  return `${method} ${parts.join('/')}`;
}

/** All processes see the same database: of their figures the greatest counts, not the sum. */
function lookUpPulse(registry: Registry, { readPulse, nowMs }: MetricSources): void {
  const counts: readonly (readonly [string, string, (pulse: Pulse) => number])[] = [
    ['open_orders', 'Orders neither paid nor closed', ({ openOrders }) => openOrders],
    ['due_polls', 'Orders whose question to WeChat is due', ({ duePolls }) => duePolls],
    ['open_refunds', 'Refunds on their way', ({ openRefunds }) => openRefunds],
    ['due_deliveries', 'Webhook deliveries that are due', ({ dueDeliveries }) => dueDeliveries],
    ['dead_letters', 'Webhook deliveries given up', (pulse) => pulse.exhaustedDeliveries],
    ['unplaced_events', 'Events not yet in the feed', ({ unplacedEvents }) => unplacedEvents],
    ['open_differences', 'Differences with the bills', ({ openDifferences }) => openDifferences],
  ];
  const ages: readonly (readonly [string, string, (pulse: Pulse) => number | null])[] = [
    ['oldest_open_order_age', 'Age of the oldest open order', (p) => p.oldestOpenOrderAtMs],
    ['poll_lag', 'How overdue the most overdue question is', (p) => p.mostOverduePollAtMs],
    ['oldest_open_refund_age', 'Age of the oldest open refund', (p) => p.oldestOpenRefundAtMs],
    ['delivery_lag', 'How overdue a webhook is at most', (p) => p.mostOverdueDeliveryAtMs],
  ];
  let reading: Promise<Pulse | null> | null = null;
  /** All of them are asked for at the same time: one look serves all. */
  function look(): Promise<Pulse | null> {
    reading ??= readPulse()
      .catch(() => null)
      .finally(() => {
        reading = null;
      });
    return reading;
  }
  function show(name: string, help: string, figureOf: (pulse: Pulse | null) => number): void {
    new Gauge({
      name,
      help,
      registers: [registry],
      aggregator: 'max',
      async collect() {
        this.set(figureOf(await look()));
      },
    });
  }

  // What is not known is not a number, least of all the one from before.
  for (const [name, help, count] of counts) {
    show(`yifen_${name}`, help, (pulse) => (pulse === null ? Number.NaN : count(pulse)));
  }
  for (const [name, help, since] of ages) {
    show(`yifen_${name}_seconds`, `${help}, in seconds`, (pulse) => {
      if (pulse === null) return Number.NaN;
      const sinceMs = since(pulse);
      return sinceMs === null ? 0 : Math.max(0, nowMs() - sinceMs) / 1_000;
    });
  }
  show('yifen_database_up', '1 when the database answered', (pulse) => (pulse === null ? 0 : 1));
}

function lookUpKeys(registry: Registry, { readKeys, nowMs }: MetricSources): void {
  new Gauge({
    name: 'yifen_certificate_days_left',
    help: "Days until a platform certificate of WeChat's expires",
    labelNames: ['merchant', 'serial'],
    registers: [registry],
    aggregator: 'max',
    async collect() {
      this.reset();
      const keys = await readKeys().catch(() => []);
      for (const { merchantId, serial, expiresAtMs } of keys) {
        this.set({ merchant: merchantId, serial }, (expiresAtMs - nowMs()) / DAY_MS);
      }
    },
  });
}
