export type * from './book-api.ts';
export type * from './console-api.ts';
export type { AnyRequest } from './create-call.ts';
export type { Client, ClientOptions, ContractRequest } from './create-client.ts';
export { createClient } from './create-client.ts';
export {
  type ConsoleClient,
  type ConsoleClientOptions,
  createConsoleClient,
} from './create-console-client.ts';
export { createEventParser, type StreamEvent } from './create-event-parser.ts';
export {
  createMerchantClient,
  type MerchantClient,
  type MerchantClientOptions,
} from './create-merchant-client.ts';
export type * from './events.ts';
export type { Fetch } from './fetch-request.ts';
export { fetchRequest } from './fetch-request.ts';
export type * from './house-api.ts';
export type * from './merchant-api.ts';
export type * from './payer-api.ts';
export { ProblemError, readProblem } from './problem-error.ts';
export type * from './shipping-api.ts';
export type * from './watch-api.ts';
export type * from './webhook-api.ts';
