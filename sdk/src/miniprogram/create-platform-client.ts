import { AnswerError } from '../core/errors/answer-error.ts';
import { PlatformError } from '../core/errors/platform-error.ts';
import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import { type JsonObject, parseObject } from '../core/parse-object.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import type { System } from '../core/system.ts';
import type { CallOptions } from '../http/call-options.ts';
import { describeExchange } from '../http/describe-exchange.ts';
import { maxAnswerBytes } from '../http/judge-answer.ts';
import { readTimeout } from '../http/read-timeout.ts';
import { send } from '../http/send.ts';
import type { Transport, TransportAnswer, TransportRequest } from '../http/transport.ts';
import { userAgent } from '../http/user-agent.ts';

/** Calls of `api.weixin.qq.com` for one mini-program: unsigned, always HTTP 200, errors by `errcode`. */
export interface PlatformClient {
  /**
   * Makes one GET call. What it returns is a JSON object without an error code; its members are not judged yet.
   *
   * @throws ConfigError, NetworkError, TimeoutError, AnswerError, PlatformError
   */
  get(path: string, query: Query, options?: CallOptions): Promise<JsonObject>;
}

/** Query parameters in their order; a `secret` one is masked in events. */
type Query = Readonly<Record<string, string>>;

/** What a `PlatformClient` is made of. */
export interface PlatformParts {
  /** Origin, without a slash at the end. */
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly system: System;
  readonly emit: (event: SdkEvent) => void;
}

/** Makes the round trip that every platform call uses. */
export function createPlatformClient(parts: PlatformParts): PlatformClient {
  const { baseUrl, transport, system, emit } = parts;
  return Object.freeze({
    get: async (path: string, query: Query, options: CallOptions = {}) => {
      const request: TransportRequest = {
        method: 'GET',
        url: `${baseUrl}${path}?${new URLSearchParams(query)}`,
        headers: { accept: 'application/json', 'user-agent': userAgent },
        timeoutMs: readTimeout(options.timeoutMs ?? parts.timeoutMs),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      };
      const startedMs = system.nowMs();
      const answer = await send(transport, request);
      const result = answer instanceof WechatPayError ? answer : judge(answer);
      const error = result instanceof WechatPayError ? result : undefined;
      const shown = answer instanceof WechatPayError ? undefined : maskAnswer(answer);
      const masked = { ...request, url: `${baseUrl}${path}?${maskQuery(query)}` };
      const durationMs = system.nowMs() - startedMs;
      emit(describeExchange({ request: masked, answer: shown, error, durationMs }));
      if (result instanceof WechatPayError) throw result;
      return result;
    },
  });
}

// The answer comes as text/plain with HTTP 200 even for errors: only the body can be asked.
function judge({ status, body }: TransportAnswer): JsonObject | AnswerError | PlatformError {
  if (body.length > maxAnswerBytes) {
    return new AnswerError('ANSWER_TOO_LARGE', { status, reason: `over ${maxAnswerBytes} bytes` });
  }
  if (status >= 300 && status <= 399) {
    return new AnswerError('ANSWER_REDIRECTED', { status, reason: 'redirects are not followed' });
  }
  const value = parseObject(body);
  if (status !== 200 || value === undefined) {
    const reason = value === undefined ? 'the body is not a JSON object' : 'the status is not 200';
    return new AnswerError('ANSWER_MALFORMED', { status, reason });
  }
  const { errcode, errmsg } = value;
  if (errcode === undefined || errcode === 0) return value;
  if (!Number.isSafeInteger(errcode)) {
    return new AnswerError('ANSWER_MALFORMED', { status, reason: 'errcode is not a number' });
  }
  return new PlatformError({
    errcode: Number(errcode),
    errmsg: typeof errmsg === 'string' ? errmsg : '',
  });
}

const secretNames: ReadonlySet<string> = new Set(['secret', 'access_token', 'session_key']);

function maskQuery(query: Query): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${secretNames.has(name) ? '***' : encodeURIComponent(value)}`)
    .join('&');
}

function maskAnswer(answer: TransportAnswer): TransportAnswer {
  const value = parseObject(answer.body);
  // What is not JSON cannot be masked by name, so nothing of it is shown.
  const text =
    value === undefined
      ? `(${answer.body.length} bytes that are not a JSON object)`
      : JSON.stringify(value, (name, member: unknown) => (secretNames.has(name) ? '***' : member));
  return { ...answer, body: Buffer.from(text) };
}
