import type { SdkEvent } from '@yifen/wechatpay';
import type { Metrics } from './create-metrics.ts';
import type { Tracing } from './create-tracing.ts';
import type { RequestScope, Scope } from './request-scope.ts';

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** All that watches a server, as one: what it sees is counted and traced. */
export interface Observer {
  onEvent(name: string, fields: Fields): void;
  onWechat(event: SdkEvent): void;
  readonly requests: {
    begin(request: {
      readonly method: string;
      readonly requestId: string;
      readonly traceparent: string | undefined;
    }): Scope;
    run(scope: Scope, act: () => void): void;
    end(
      scope: Scope,
      answer: {
        readonly method: string;
        readonly route: string;
        readonly status: number;
        readonly seconds: number;
      },
    ): void;
  };
}

/** Puts it together; either may be left out. */
export function createObserver(parts: {
  readonly scope: RequestScope;
  readonly metrics: Metrics | null;
  readonly tracing: Tracing | null;
}): Observer {
  const { scope, metrics, tracing } = parts;
  return Object.freeze<Observer>({
    onEvent(name, fields) {
      metrics?.observeEvent(name, fields);
      tracing?.observeEvent(fields);
    },
    onWechat(event) {
      metrics?.observeWechat(event);
      tracing?.observeWechat(event);
    },
    requests: {
      begin: (request) => ({
        requestId: request.requestId,
        span: tracing?.beginRequest(request) ?? null,
      }),
      run: (seen, act) => scope.run(seen, act),
      end({ span }, answer) {
        metrics?.observeRequest(answer);
        if (span) tracing?.endRequest(span, answer);
      },
    },
  });
}
