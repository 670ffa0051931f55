/** Where scenarios play: the demo's own server and simulator, reached as anybody would reach them. */
import type { Exchange } from '@yifen/phone';
import type { Simulator } from '@yifen/simulator';
import type { ServerEventFields } from '../flow-from-server.ts';

/** What a scenario has in its hands. */
export interface Stage {
  readonly simulator: Simulator;
  /** Without a slash at the end. */
  readonly serverUrl: string;
  /** The payers that scenarios made up: theirs are not the phone's orders. */
  readonly scripted: Set<string>;
  /** Calls the merchant's API with a key; answers the body. @throws Error with the server's own sentence. */
  merchant(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
  /** Resolves with the next event of this name about this order. @throws Error after 30 s. */
  nextEvent(name: string, outTradeNo: string): Promise<ServerEventFields>;
  /** Puts an exchange of a payer's phone into the flow. */
  onExchange(exchange: Exchange): void;
}

/** A JSON object of the server. */
export type Answer = Readonly<Record<string, unknown>>;

/** The server's events, to be awaited. */
export interface ServerEvents {
  hear(name: string, fields: ServerEventFields): void;
  next: Stage['nextEvent'];
}

/** How long an event is waited for, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Collects the server's events for scenarios. */
export function createServerEvents(): ServerEvents {
  const listeners = new Set<(name: string, fields: ServerEventFields) => void>();
  return {
    hear(name, fields) {
      for (const listener of [...listeners]) listener(name, fields);
    },
    next(wanted, outTradeNo) {
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          listeners.delete(listener);
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`${wanted} did not happen within ${PATIENCE_MS / 1000} s`));
        }, PATIENCE_MS);
        // A scenario that failed elsewhere must not keep the process.
        timer.unref();
        const listener = (name: string, fields: ServerEventFields): void => {
          if (name !== wanted || fields.outTradeNo !== outTradeNo) return;
          end();
          resolve(fields);
        };
        listeners.add(listener);
      });
    },
  };
}

/** Makes the calls of a merchant's own system. */
export function createMerchantCall(serverUrl: string, apiKey: string): Stage['merchant'] {
  return async (method, path, body) => {
    const response = await fetch(`${serverUrl}/v1/merchant${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer;
    if (!response.ok) throw new Error(String(answer.title ?? response.status));
    return answer;
  };
}
