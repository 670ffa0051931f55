import { ProblemError, readProblem } from './problem-error.ts';

/** The methods of the merchant API. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One HTTP round trip of any method; it rejects only when no answer came. */
export type AnyRequest = (request: {
  method: Method;
  url: string;
  headers: Record<string, string>;
  body?: string;
}) => Promise<{ status: number; text: string }>;

/** What a call takes besides method and path. */
export interface CallParts {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly anonymous?: boolean;
}

/** Calls the server. @throws ProblemError on an error answer, and on one that cannot be read */
export type Call<M extends string> = <T>(method: M, path: string, parts?: CallParts) => Promise<T>;

/** Makes the calls of one principal. */
export function createCall<M extends Method>(options: {
  readonly baseUrl: string;
  readonly request: (request: {
    method: M;
    url: string;
    headers: Record<string, string>;
    body?: string;
  }) => ReturnType<AnyRequest>;
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Headers that every request has. Default: none more. */
  readonly headers?: (
    method: M,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}): Call<M> {
  const { baseUrl, request, token } = options;
  return async <T>(method: M, path: string, parts: CallParts = {}): Promise<T> => {
    const own = await options.headers?.(method);
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...own,
      ...parts.headers,
    };
    const bearer = parts.anonymous
      ? undefined
      : typeof token === 'function'
        ? await token()
        : token;
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`;
    const body = parts.body === undefined ? undefined : JSON.stringify(parts.body);
    if (body !== undefined) headers['content-type'] = 'application/json';
    const url = baseUrl + path + queryText(parts.query ?? {});
    const answer = await request({ method, url, headers, ...(body === undefined ? {} : { body }) });
    if (answer.status < 200 || answer.status > 299) {
      throw new ProblemError(readProblem(answer.status, answer.text));
    }
    return readAnswer<T>(answer);
  };
}

/** `?name=value&…`, or nothing. */
export function queryText(query: NonNullable<CallParts['query']>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function readAnswer<T>({ status, text }: { status: number; text: string }): T {
  // 204: there is nothing to say.
  if (status === 204) return null as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ProblemError(readProblem(status, text));
  }
}
