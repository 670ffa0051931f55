import type { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { ExchangeEvent } from '../core/sdk-event.ts';
import type { Judgement } from './judge-answer.ts';
import type { TransportAnswer, TransportRequest } from './transport.ts';

/** Writes down one round trip for `onEvent`; callers mask secrets before they pass texts in. */
export function describeExchange(exchange: {
  readonly request: TransportRequest;
  readonly durationMs: number;
  readonly signedText?: string | undefined;
  readonly answer?: TransportAnswer | undefined;
  readonly judgement?: Judgement | undefined;
  readonly error: WechatPayError | undefined;
}): ExchangeEvent {
  const { request, signedText, answer, judgement, error, durationMs } = exchange;
  const verification = judgement?.verification;
  return Object.freeze({
    name: 'exchange',
    method: request.method,
    url: request.url,
    requestHeaders: request.headers,
    requestBody: request.body === undefined ? undefined : text(request.body),
    signedText,
    status: answer?.status,
    answerHeaders: answer?.headers ?? {},
    answerBody: answer === undefined ? undefined : text(answer.body),
    answerSignedText: verification?.message?.().toString().slice(0, shownCharacters),
    verified: verification?.verified ?? null,
    serial: verification?.headers.serial,
    requestId: error?.requestId ?? judgement?.requestId,
    durationMs,
    outcome: error?.outcome ?? 'done',
    errorCode: error?.code,
    reason: verification?.verified === false ? verification.reason : undefined,
  });
}

const shownCharacters = 16_384;

function text(body: string | Uint8Array): string {
  const whole =
    typeof body === 'string' ? body : new TextDecoder().decode(body.subarray(0, shownCharacters));
  return whole.slice(0, shownCharacters);
}
