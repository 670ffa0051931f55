import { type AnyRequest, createCall } from './create-call.ts';
import { type HouseCalls, houseCalls } from './house-calls.ts';
import { type OrderCalls, orderCalls } from './order-calls.ts';
import { type WatchCalls, watchCalls } from './watch-calls.ts';

/** How to reach the server, with which key. */
export interface MerchantClientOptions {
  /** The server's origin, without a slash at the end. */
  readonly baseUrl: string;
  readonly request: AnyRequest;
  /** `yk_…`, or how to get it. */
  readonly key: string | (() => string | Promise<string>);
}

/** The merchant API as functions; each rejects with `ProblemError` on an error answer. */
export interface MerchantClient extends OrderCalls, HouseCalls, WatchCalls {}

/** Creates a client of the merchant API; it keeps no state but what it was given. */
export function createMerchantClient(options: MerchantClientOptions): MerchantClient {
  const { baseUrl, request, key } = options;
  const call = createCall({ baseUrl, request, token: key });
  return Object.freeze<MerchantClient>({
    ...orderCalls(call),
    ...houseCalls(call),
    ...watchCalls(call),
  });
}
