import { keepSession } from './keep-session';
import type { ShopName } from './payer-api';
import { type HttpAnswer, readAnswer, sendRequest } from './send-request';
import type { WxPort } from './wx-port';

/** What goes into a call besides method and path. */
export interface ApiInput {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

/** Calls the payer API as the person who holds the phone. */
export type Api = <T>(method: 'GET' | 'POST', path: string, input?: ApiInput) => Promise<T>;

/** How to reach the server. */
export interface ApiOptions {
  readonly wx: WxPort;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly shop?: ShopName;
}

/**
 * Creates the authorised caller: logs in when needed, and once more when the server answers 401.
 * The caller rejects with `YifenError`.
 */
export function createApi({ wx, baseUrl, timeoutMs, shop }: ApiOptions): Api {
  const session = keepSession(wx, (loginCode) =>
    send('POST', '/v1/sessions', { body: { loginCode, ...shop } }, {}),
  );

  function send(
    method: 'GET' | 'POST',
    path: string,
    { query = {}, body, idempotencyKey }: ApiInput,
    authorization: Record<string, string>,
  ): Promise<HttpAnswer> {
    // WeChat calls every POST JSON: without a body it would announce one and send none.
    const text = method === 'POST' ? JSON.stringify(body ?? {}) : undefined;
    return sendRequest(wx, {
      method,
      url: baseUrl + path + queryText(query),
      headers: {
        accept: 'application/json',
        ...authorization,
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(text === undefined ? {} : { body: text }),
      timeoutMs,
    });
  }

  return async <T>(method: 'GET' | 'POST', path: string, input: ApiInput = {}): Promise<T> => {
    const token = await session.token();
    const answer = await send(method, path, input, bearer(token));
    if (answer.status !== 401) return readAnswer<T>(answer);
    // A refused token did nothing, so that the same call can be sent again, once.
    return readAnswer<T>(await send(method, path, input, bearer(await session.renew(token))));
  };
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function queryText(query: NonNullable<ApiInput['query']>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
