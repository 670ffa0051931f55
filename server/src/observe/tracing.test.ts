import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { expect, test } from 'vitest';
import { createObserver } from './create-observer.ts';
import { createTracing } from './create-tracing.ts';
import { createRequestScope } from './request-scope.ts';

const exchange = {
  name: 'exchange',
  method: 'POST',
  url: 'https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi',
  requestHeaders: { Authorization: 'WECHATPAY2-SHA256-RSA2048 secret' },
  requestBody: '{"out_trade_no":"Y1234567890","payer":{"openid":"oSecret"}}',
  signedText: undefined,
  status: 200,
  answerHeaders: {},
  answerBody: '{}',
  answerSignedText: undefined,
  verified: true,
  serial: undefined,
  requestId: '08ABC',
  durationMs: 120,
  outcome: 'done',
  errorCode: undefined,
  reason: undefined,
} as const;

function open() {
  const exporter = new InMemorySpanExporter();
  const scope = createRequestScope();
  const tracing = createTracing(exporter, scope);
  const observer = createObserver({ scope, metrics: null, tracing });
  /** The spans that were sent; what is kept is dropped when tracing ends. */
  const spans = async () => {
    const sent: ReturnType<typeof exporter.getFinishedSpans> = [];
    const keep = exporter.export.bind(exporter);
    exporter.export = (batch, done) => {
      sent.push(...batch);
      keep(batch, done);
    };
    await tracing.close();
    return sent;
  };
  return { observer, spans };
}

const request = { method: 'POST', requestId: 'request-1', traceparent: undefined };
const answer = { method: 'POST', route: '/v1/orders/:id/prepay', status: 200, seconds: 0.1 };

test('a call to WeChat is a part of the request that made it, and both carry the order number', async () => {
  const { observer, spans } = open();
  const scope = observer.requests.begin(request);
  await new Promise<void>((resolve) => {
    observer.requests.run(scope, () => {
      setImmediate(() => {
        observer.onWechat(exchange);
        observer.onEvent('order.prepaid', { outTradeNo: 'Y1234567890' });
        resolve();
      });
    });
  });
  observer.requests.end(scope, answer);
  const [call, whole] = await spans();
  expect(whole?.name).toBe('POST /v1/orders/:id/prepay');
  expect(whole?.attributes).toMatchObject({
    'yifen.out_trade_no': 'Y1234567890',
    'yifen.request_id': 'request-1',
    'http.response.status_code': 200,
  });
  expect(call?.parentSpanContext?.spanId).toBe(whole?.spanContext().spanId);
  expect(call?.attributes).toMatchObject({
    'yifen.out_trade_no': 'Y1234567890',
    'wechat.request_id': '08ABC',
  });
  expect(call?.duration).toEqual([0, 120_000_000]);
});

test('I20 no header, body or payer comes into a span', async () => {
  const { observer, spans } = open();
  observer.onWechat({ ...exchange, errorCode: 'SYSTEM_ERROR' });
  const text = JSON.stringify(
    (await spans()).map(({ attributes, status }) => [attributes, status]),
  );
  expect(text).not.toMatch(/secret/i);
  expect(text).toContain('SYSTEM_ERROR');
});

test('who traces already, sees our part in his trace', async () => {
  const { observer, spans } = open();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
  observer.requests.end(observer.requests.begin({ ...request, traceparent }), answer);
  observer.requests.end(observer.requests.begin({ ...request, traceparent: 'nonsense' }), answer);
  const ids = (await spans()).map((span) => span.spanContext().traceId);
  expect(ids[0]).toBe(traceId);
  expect(ids[1]).not.toBe(traceId);
});
