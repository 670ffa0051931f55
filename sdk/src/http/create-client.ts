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
import { checkUnsignedPath } from './unsigned-paths.ts';
import { userAgent } from './user-agent.ts';
import { type CallBody, writeBody } from './write-body.ts';

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
export type Call = CallBody & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, already percent-encoded: signed and sent as they are. */
  readonly path: string;
  /** Takes a success without a signature; refused unless WeChat documents this very path as unsigned. Default false. */
  readonly unsignedAnswer?: boolean;
  /** Largest answer, in bytes. Default 1,048,576. */
  readonly maxAnswerBytes?: number;
  readonly options?: CallOptions | undefined;
};

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
  const exchange = await exchangeOnce(parts, request, call.unsignedAnswer === true);
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
  call: Call,
): Promise<{ readonly request: TransportRequest; readonly signedText: string }> {
  const { method, path, unsignedAnswer = false, maxAnswerBytes, options } = call;
  if (unsignedAnswer) checkUnsignedPath(method, path);
  const limit = readTimeout(options?.timeoutMs ?? timeoutMs);
  const nowMs = system.nowMs();
  const platformSerial = keyRing.preferredSerial(nowMs);
  const platformKey = platformSerial && keyRing.find(platformSerial, nowMs);
  if (!platformSerial || !platformKey) throw everyKeyExpired();
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = system.nonce();
  const written = writeBody(call, platformKey);
  const body = written?.signed ?? '';
  const message = requestMessage({ method, url: path, timestamp, nonce, body });
  const signature = await sign(signer, message);
  return {
    signedText: message.toString(),
    request: {
      method,
      url: `${baseUrl}${path}`,
      headers: {
        accept: unsignedAnswer ? '*/*' : 'application/json',
        'user-agent': userAgent,
        'wechatpay-serial': platformSerial,
        authorization: authorizationHeader({
          mchid,
          serial: merchantSerial,
          timestamp,
          nonce,
          signature,
        }),
        ...(written === undefined ? {} : { 'content-type': written.contentType }),
      },
      timeoutMs: limit,
      ...(written === undefined ? {} : { body: written.bytes }),
      ...(maxAnswerBytes === undefined ? {} : { maxAnswerBytes }),
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

async function exchangeOnce(
  parts: ClientParts,
  request: TransportRequest,
  unsignedAnswer: boolean,
): Promise<Exchange> {
  const answer = await send(parts.transport, request);
  if (answer instanceof WechatPayError) return { error: answer };
  const judgement = judgeAnswer(answer, {
    keyRing: parts.keyRing,
    nowMs: parts.system.nowMs(),
    unsignedAnswer,
    maxAnswerBytes: request.maxAnswerBytes,
  });
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
