import {
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import type { SdkEvent } from '@yifen/wechatpay';
import type { RequestScope } from './request-scope.ts';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The attribute by which the spans of one order are found. */
const ORDER_NUMBER = 'yifen.out_trade_no';

/** Tells an OpenTelemetry collector what was done for a request, and how long each part took. */
export interface Tracing {
  /** Begins the span of a request; `traceparent` is the caller's header, when he traces too. */
  beginRequest(request: {
    readonly method: string;
    readonly requestId: string;
    readonly traceparent: string | undefined;
  }): Span;
  endRequest(span: Span, answer: { readonly route: string; readonly status: number }): void;
  /** Puts the order number of an event on the span of the request that it happened in. */
  observeEvent(fields: Fields): void;
  /** A call to WeChat that has ended, as a part of the request that made it. */
  observeWechat(event: SdkEvent): void;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}

/**
 * Creates it. Spans hold numbers of orders and routes, and neither bodies nor headers.
 *
 * @param exporter Where spans go: `createOtlpExporter`, or a list in tests.
 */
export function createTracing(exporter: SpanExporter, scope: RequestScope): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'yifen-server' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('@yifen/server');

  return Object.freeze<Tracing>({
    beginRequest({ method, requestId, traceparent }) {
      const caller = readTraceparent(traceparent);
      const context = caller ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
      const attributes = { 'http.request.method': method, 'yifen.request_id': requestId };
      return tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, context);
    },
    endRequest(span, { route, status }) {
      span.updateName(`${String((span as { name?: unknown }).name ?? '')} ${route}`.trim());
      span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    observeEvent({ outTradeNo }) {
      const span = scope.current()?.span;
      if (span && typeof outTradeNo === 'string') span.setAttribute(ORDER_NUMBER, outTradeNo);
    },
    observeWechat(event) {
      if (event.name !== 'exchange') return;
      const parent = scope.current()?.span;
      const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
      const endMs = Date.now();
      const { host, pathname } = new URL(event.url);
      const outTradeNo = orderNumberOf(pathname, event.requestBody);
      const span = tracer.startSpan(
        `WeChat ${event.method}`,
        {
          kind: SpanKind.CLIENT,
          startTime: endMs - event.durationMs,
          attributes: {
            'server.address': host,
            'http.request.method': event.method,
            'yifen.outcome': event.outcome,
            ...(event.status === undefined ? {} : { 'http.response.status_code': event.status }),
            ...(event.requestId === undefined ? {} : { 'wechat.request_id': event.requestId }),
            ...(outTradeNo === null ? {} : { [ORDER_NUMBER]: outTradeNo }),
          },
        },
        context,
      );
      if (event.errorCode !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: event.errorCode });
      }
      span.end(endMs);
    },
    close: () => provider.shutdown(),
  });
}

/** Sends spans to a collector by OTLP over HTTP; `endpoint` without `/v1/traces`. */
export function createOtlpExporter(endpoint: string): SpanExporter {
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
function readTraceparent(header: string | undefined): SpanContext | null {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '') ?? [];
  if (!traceId || !spanId || !flags) return null;
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

function orderNumberOf(pathname: string, body: string | undefined): string | null {
  const inPath = /\/out-trade-no\/([^/]+)/.exec(pathname)?.[1];
  return inPath ?? /"out_trade_no":"([^"]{6,32})"/.exec(body ?? '')?.[1] ?? null;
}
