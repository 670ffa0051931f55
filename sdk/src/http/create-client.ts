import { authorizationHeader } from '../core/authorization-header.ts';
import { ConfigError } from '../core/errors/config-error.ts';
import { SignerError } from '../core/errors/signer-error.ts';
import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { KeyRing } from '../core/key-ring.ts';
import { requestMessage } from '../core/request-message.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import type { Signer } from '../core/signer.ts';
import type { System } from '../core/system.ts';
import type { CallOptions } from './call-options.ts';
import { describeExchange } from './describe-exchange.ts';
import { type Judgement, judgeAnswer } from './judge-answer.ts';
import { readTimeout } from './read-timeout.ts';
import { send } from './send.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';
import { userAgent } from './user-agent.ts';

/** Signed and verified calls of one merchant; the API families are written on top of it. */
export interface Client {
  readonly mchid: string;
  /**
   * Makes one call. What it returns is verified and a success (2xx, not 202).
   *
   * @throws ConfigError, SignerError, NetworkError, TimeoutError, AnswerError, ApiError
   */
  call(request: Call): Promise<VerifiedAnswer>;
}

/** One call, before it is signed. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, already percent-encoded: signed and sent as they are. */
  readonly path: string;
  /** Becomes the JSON body; absent for none. */
  readonly body?: object;
  readonly options?: CallOptions | undefined;
}

/** A successful answer whose signature verified. */
export interface VerifiedAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly requestId: string | undefined;
}

/** What a `Client` is made of; nothing in it is shared between merchants. */
export interface ClientParts {
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly signer: Signer;
  readonly keyRing: KeyRing;
  /** Origin, without a slash at the end. */
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly system: System;
  readonly emit: (event: SdkEvent) => void;
}

/** Makes the round trip that every API family uses: sign, send, verify, judge. */
export function createClient(parts: ClientParts): Client {
  return Object.freeze({ mchid: parts.mchid, call: (call: Call) => makeCall(parts, call) });
}

async function makeCall(parts: ClientParts, call: Call): Promise<VerifiedAnswer> {
  const { request, signedText } = await signCall(parts, call);
  const startedMs = parts.system.nowMs();
  const exchange = await exchangeOnce(parts, request);
  const durationMs = parts.system.nowMs() - startedMs;
  parts.emit(describeExchange({ request, signedText, durationMs, ...exchange }));
  if (exchange.error !== undefined) throw exchange.error;
  const { answer, judgement, requestId } = exchange;
  if (judgement.verification?.verified) {
    const { headers } = judgement.verification;
    call.options?.onVerified?.(Object.freeze({ ...headers, body: answer.body, requestId }));
  }
  return Object.freeze({ status: answer.status, body: answer.body, requestId });
}

async function signCall(
  { mchid, merchantSerial, signer, keyRing, baseUrl, timeoutMs, system }: ClientParts,
  { method, path, body, options }: Call,
): Promise<{ readonly request: TransportRequest; readonly signedText: string }> {
  const limit = readTimeout(options?.timeoutMs ?? timeoutMs);
  const nowMs = system.nowMs();
  const platformSerial = keyRing.preferredSerial(nowMs);
  if (platformSerial === undefined) throw everyKeyExpired();
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = system.nonce();
  // The text is made once: the bytes that are signed are the bytes that are sent.
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const message = requestMessage({ method, url: path, timestamp, nonce, body: bytes ?? '' });
  const signature = await sign(signer, message);
  return {
    signedText: message.toString(),
    request: {
      method,
      url: `${baseUrl}${path}`,
      headers: {
        accept: 'application/json',
        'user-agent': userAgent,
        'wechatpay-serial': platformSerial,
        authorization: authorizationHeader({
          mchid,
          serial: merchantSerial,
          timestamp,
          nonce,
          signature,
        }),
        ...(bytes === undefined ? {} : { 'content-type': 'application/json' }),
      },
      timeoutMs: limit,
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(options?.signal === undefined ? {} : { signal: options.signal }),
    },
  };
}

async function sign(signer: Signer, message: Uint8Array): Promise<string> {
  try {
    return await signer.sign(message);
  } catch (error) {
    throw new SignerError('none', error);
  }
}

type Exchange =
  | {
      readonly error: WechatPayError;
      readonly answer?: TransportAnswer;
      readonly judgement?: Judgement;
    }
  | {
      readonly error: undefined;
      readonly answer: TransportAnswer;
      readonly judgement: Judgement;
      readonly requestId: string | undefined;
    };

async function exchangeOnce(parts: ClientParts, request: TransportRequest): Promise<Exchange> {
  const answer = await send(parts.transport, request);
  if (answer instanceof WechatPayError) return { error: answer };
  const judgement = judgeAnswer(answer, parts.keyRing, parts.system.nowMs());
  const { error, requestId } = judgement;
  return error === undefined
    ? { error, answer, judgement, requestId }
    : { error, answer, judgement };
}

function everyKeyExpired(): ConfigError {
  return new ConfigError('platformKeys', 'every platform certificate has expired.', {
    zh: '请下载新的平台证书，或改用微信支付公钥。',
    en: 'Download the new platform certificate, or switch to the WeChat Pay public key.',
  });
}
