import { type Call, type Method, queryText } from './create-call.ts';
import type { MerchantOrderQuery } from './merchant-api.ts';
import { orderQuery, ROOT } from './order-calls.ts';
import type { List } from './payer-api.ts';
import type {
  Evidence,
  Finding,
  Job,
  JobQuery,
  LiveCheck,
  Overview,
  TimelineLine,
} from './watch-api.ts';

/** What can be looked at, and set going again, at a merchant. */
export interface WatchCalls {
  /** From (inclusive) to (exclusive), RFC 3339, whole hours. */
  overview(query: { from: string; to: string; bucket?: 'hour' | 'day' }): Promise<Overview>;
  evidence(orderId: string): Promise<{ readonly items: readonly Evidence[] }>;
  /** All that happened to an order, oldest first. */
  timeline(orderId: string): Promise<{ readonly items: readonly TimelineLine[] }>;
  jobs(query?: JobQuery): Promise<List<Job>>;
  retryJob(jobId: string): Promise<Job>;
  /** Asks WeChat whether everything is set up as it must be; takes some seconds. */
  check(): Promise<{ readonly items: readonly Finding[] }>;
  /** Asks this payer for one fen; he finds the order in the mini-program. */
  liveCheck(wish: { openid: string; appid?: string }): Promise<LiveCheck>;
  /** The path of the export: fetch it as a stream, with the headers of the client. */
  ordersCsvPath(query?: MerchantOrderQuery & { readonly language?: 'zh' | 'en' }): string;
  /** The path of the live stream: fetch it, with the headers of the client, and read it with `createEventParser`. */
  livePath(): string;
}

/** Makes the calls of those who watch. */
export function watchCalls(call: Call<Method>): WatchCalls {
  const order = (id: string) => `${ROOT}/orders/${encodeURIComponent(id)}`;
  return {
    overview: (query) => call('GET', `${ROOT}/overview`, { query }),
    evidence: (id) => call('GET', `${order(id)}/evidence`),
    timeline: (id) => call('GET', `${order(id)}/timeline`),
    jobs: (query) => call('GET', `${ROOT}/jobs`, { query: { ...query } }),
    retryJob: (id) => call('POST', `${ROOT}/jobs/${encodeURIComponent(id)}/retry`),
    check: () => call('POST', `${ROOT}/check`),
    liveCheck: (body) => call('POST', `${ROOT}/live-check`, { body }),
    ordersCsvPath: (query) => `${ROOT}/orders.csv${queryText(orderQuery(query))}`,
    livePath: () => `${ROOT}/live`,
  };
}
