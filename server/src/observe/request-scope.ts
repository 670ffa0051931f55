import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';

/** What all that is done for one request shares, however deep the calls go. */
export interface Scope {
  readonly requestId: string;
  /** Null: nobody traces. */
  readonly span: Span | null;
}

/** Carries the scope of a request along with its work. */
export interface RequestScope {
  /** Runs `act`, and all that it sets going, in a scope. */
  run(scope: Scope, act: () => void): void;
  /** Null: no request is at work here. */
  current(): Scope | null;
}

/** Creates it; it costs some hundred nanoseconds a request. */
export function createRequestScope(): RequestScope {
  const storage = new AsyncLocalStorage<Scope>();
  return Object.freeze({
    run: (scope: Scope, act: () => void) => storage.run(scope, act),
    current: () => storage.getStore() ?? null,
  });
}
