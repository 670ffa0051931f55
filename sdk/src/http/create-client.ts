import type { Load } from '../core/adaptive-signer.ts';
import { SignerError } from '../core/errors/signer-error.ts';
import type { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { MerchantKeys } from '../core/merchant-keys.ts';
import type { SdkEvent } from '../core/sdk-event.ts';
import type { System } from '../core/system.ts';
import { backOffMs } from './back-off.ts';
import type { Call, VerifiedAnswer } from './call.ts';
import { type CallKind, callKind } from './call-kind.ts';
import { readChunks } from './download.ts';
import { type Exchange, exchangeOnce } from './exchange-once.ts';
import { isWechatOrigin, type Origins } from './origins.ts';
import type { PlatformKeys } from './platform-keys.ts';
import { readAttempts } from './read-attempts.ts';
import { readTimeout } from './read-timeout.ts';
import { retryTable, troubleOf } from './retry-table.ts';
import type { Transport } from './transport.ts';
import { checkUnsignedPath } from './unsigned-paths.ts';

export type { Call, VerifiedAnswer } from './call.ts';

/** Signed and verified calls of one merchant; the API families are written on top of it. */
export interface Client {
  readonly mchid: string;
  /**
   * Makes one call, and repeats it where the retry table says that this is safe. What it returns is verified
   * and a success (2xx, not 202).
   *
   * @throws ConfigError, SignerError, NetworkError, TimeoutError, AnswerError, ApiError
   */
  call(request: Call): Promise<VerifiedAnswer>;
  /**
   * Downloads a file whose answer WeChat documents as unsigned, piece by piece as it arrives.
   *
   * @param request.url the whole address, as a signed answer gave it
   * @throws as `call`; while pieces are read, NetworkError and TimeoutError
   */
  download(request: {
    readonly url: string;
    readonly options?: Call['options'];
  }): Promise<AsyncIterable<Uint8Array>>;
}

/** What a `Client` is made of; nothing in it is shared between merchants. */
export interface ClientParts {
  readonly mchid: string;
  readonly merchantKeys: MerchantKeys;
  readonly platformKeys: PlatformKeys;
  readonly origins: Origins;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly system: System;
  readonly emit: (event: SdkEvent) => void;
  /** Told of each call under way, for a signer that wants to know how busy the client is. */
  readonly load: Load;
}

/** Makes the round trip that every API family uses: sign, send, verify, judge, and repeat where it is safe. */
export function createClient(parts: ClientParts): Client {
  return Object.freeze({
    mchid: parts.mchid,
    call: async (call: Call) => {
      const { answer, judgement } = await makeCall(parts, call);
      const { requestId, verification } = judgement;
      if (verification?.verified) {
        const { headers } = verification;
        call.options?.onVerified?.(Object.freeze({ ...headers, body: answer.body, requestId }));
      }
      return Object.freeze({ status: answer.status, body: answer.body, requestId });
    },
    download: async ({ url, options }: { url: string; options?: Call['options'] }) => {
      const { origin, path } = splitUrl(url);
      const call = { method: 'GET', path, unsignedAnswer: true, streamed: true, options } as const;
      const { answer } = await makeCall(parts, call, isWechatOrigin(origin) ? origin : undefined);
      return readChunks(answer, options?.timeoutMs ?? parts.timeoutMs);
    },
  });
}

type Success = Exchange & { readonly error: undefined };

async function makeCall(...input: Parameters<typeof repeatCall>): Promise<Success> {
  const { load } = input[0];
  load.callsUnderWay += 1;
  try {
    return await repeatCall(...input);
  } finally {
    load.callsUnderWay -= 1;
  }
}

async function repeatCall(
  parts: ClientParts,
  call: Call & { readonly streamed?: boolean },
  fixedOrigin?: string,
): Promise<Success> {
  const { system, origins } = parts;
  const { options } = call;
  if (call.unsignedAnswer === true) checkUnsignedPath(call.method, call.path);
  const kind = callKind(call.method, call.path);
  const most = readAttempts(options?.attempts ?? parts.attempts);
  const deadlineMs = system.nowMs() + readTimeout(options?.timeoutMs ?? parts.timeoutMs);
  if (call.keysInAnswer === undefined) await parts.platformKeys.ready();
  let last: WechatPayError | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const nowMs = system.nowMs();
    // A host that WeChat named in an address is used only when the client itself talks to WeChat.
    const own = origins.current(nowMs);
    const origin = fixedOrigin !== undefined && isWechatOrigin(own) ? fixedOrigin : own;
    const leftMs = Math.max(1, deadlineMs - nowMs);
    const timeoutMs = attempt < most ? shareOf(leftMs, kind) : leftMs;
    const exchange = await exchangeOnce(parts, call, { origin, timeoutMs }).catch((error) => {
      // What an earlier attempt may have done is not undone because this one could not be signed.
      throw error instanceof SignerError && last?.outcome === 'unknown' ? last : error;
    });
    if (exchange.error === undefined) return exchange;
    const error = graver(last, exchange.error);
    error.attempts = attempt;
    last = error;
    const trouble = troubleOf(exchange.error);
    const step = trouble === undefined ? 'stop' : retryTable[kind][trouble];
    if (step === 'elsewhere') origins.avoid(origin, system.nowMs());
    const waitMs = backOffMs(exchange.error, attempt, system);
    if (step === 'stop' || attempt >= most || system.nowMs() + waitMs >= deadlineMs) throw error;
    await system.sleep(waitMs, options?.signal).catch(() => {
      throw error;
    });
  }
}

/** An attempt of which nothing left does not make an earlier doubt disappear. */
function graver(earlier: WechatPayError | undefined, now: WechatPayError): WechatPayError {
  return earlier?.outcome === 'unknown' && now.outcome === 'none' ? earlier : now;
}

/** A call that may be repeated after silence keeps half of its time for that. */
function shareOf(leftMs: number, kind: CallKind): number {
  return retryTable[kind]['no-answer'] === 'stop' ? leftMs : Math.ceil(leftMs / 2);
}

function splitUrl(url: string): { readonly origin: string; readonly path: string } {
  // Taken apart as text: a URL parser might write the path differently from how WeChat did.
  const parts = /^(https?:\/\/[^/?#]+)(\/[^#]*)$/.exec(url);
  return { origin: parts?.[1] ?? '', path: parts?.[2] ?? '' };
}
