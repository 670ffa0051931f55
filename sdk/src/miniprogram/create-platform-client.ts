import { AnswerError } from '../core/errors/answer-error.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
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
import { maskAnswer, maskRequest } from './mask-exchange.ts';

/** Calls of `api.weixin.qq.com` for one mini-program: unsigned, always HTTP 200, errors by `errcode`. */
export interface PlatformClient {
  /**
   * Makes one call. What it returns is a JSON object without an error code; its members are not judged yet.
   *
   * @throws ArgumentError, ConfigError, NetworkError, TimeoutError, AnswerError, PlatformError
   */
  call(request: PlatformCall): Promise<JsonObject>;
}

/** One call of the platform. */
export interface PlatformCall {
  readonly method: 'GET' | 'POST';
  /** Without query, e.g. `/wxa/sec/order/get_order`. */
  readonly path: string;
  /** Query parameters in their order, not yet encoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Becomes the JSON body of a POST; `{}` when absent, since the platform refuses an empty one (44002). */
  readonly body?: object;
  readonly options?: CallOptions | undefined;
}

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
  const { transport, system, emit } = parts;
  return Object.freeze({
    call: async (call: PlatformCall) => {
      const request = writeRequest(parts, call);
      const startedMs = system.nowMs();
      const answer = await send(transport, request);
      const durationMs = system.nowMs() - startedMs;
      const result = answer instanceof WechatPayError ? answer : judge(answer);
      emit(
        describeExchange({
          request: maskRequest(request),
          answer: answer instanceof WechatPayError ? undefined : maskAnswer(answer),
          error: result instanceof WechatPayError ? result : undefined,
          durationMs,
        }),
      );
      if (result instanceof WechatPayError) throw result;
      return result;
    },
  });
}

function writeRequest(parts: PlatformParts, call: PlatformCall): TransportRequest {
  const { method, path, query = {}, body = {}, options = {} } = call;
  if (!/^(\/[\w.-]+)+$/.test(path)) {
    throw new ArgumentError('path', 'must be a path of the platform without query');
  }
  const search = new URLSearchParams(query).toString();
  const posted = method === 'POST' ? { body: JSON.stringify(body) } : {};
  return {
    method,
    url: `${parts.baseUrl}${path}${search === '' ? '' : `?${search}`}`,
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...posted,
    timeoutMs: readTimeout(options.timeoutMs ?? parts.timeoutMs),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
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
