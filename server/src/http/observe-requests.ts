import type { HttpApp } from './http-app.ts';

/** Sees requests come and go. `T` is what it remembers of one. */
export interface RequestObserver<T = unknown> {
  begin(request: {
    readonly method: string;
    readonly requestId: string;
    /** The caller's header, when he traces too. */
    readonly traceparent: string | undefined;
  }): T;
  /** Runs the work of a request, so that all it sets going is known to be its. */
  run(seen: T, act: () => void): void;
  end(
    seen: T,
    answer: {
      readonly method: string;
      /** The route's pattern; empty when there is none. */
      readonly route: string;
      readonly status: number;
      readonly seconds: number;
    },
  ): void;
}

/** Lets somebody watch; without an observer nothing is added to a request. */
export function observeRequests(app: HttpApp, observer: RequestObserver | undefined): void {
  if (!observer) return;
  app.decorateRequest('seen', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    const seen = observer.begin({
      method: request.method,
      requestId: request.id,
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    request.setDecorator('seen', seen);
    observer.run(seen, done);
  });
  // Reading a body leaves the scope: it is entered again for the work itself.
  app.addHook('preHandler', (request, _reply, done) => {
    observer.run(request.getDecorator('seen'), done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    observer.end(request.getDecorator('seen'), {
      method: request.method,
      route: request.routeOptions.url ?? '',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
}
