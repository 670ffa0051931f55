import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { KeyRing } from '../core/key-ring.ts';
import type { Call } from './call.ts';
import type { ClientParts } from './create-client.ts';
import { describeExchange } from './describe-exchange.ts';
import { type Judgement, judgeAnswer } from './judge-answer.ts';
import { send } from './send.ts';
import { signCall } from './sign-call.ts';
import type { TransportAnswer } from './transport.ts';

/** What one attempt came to; without `error` the answer is a verified success. */
export type Exchange =
  | {
      readonly error: WechatPayError;
      readonly answer?: TransportAnswer;
      readonly judgement?: Judgement;
    }
  | {
      readonly error: undefined;
      readonly answer: TransportAnswer;
      readonly judgement: Judgement;
    };

/**
 * Makes one attempt of a call: sign, send, judge, report. When the answer names a key that is not known, the keys
 * are looked for once and the same answer is judged again; it was executed, so it is not sent again.
 *
 * @throws ConfigError, ArgumentError, SignerError
 */
export async function exchangeOnce(
  parts: ClientParts,
  call: Call & { readonly streamed?: boolean },
  attempt: { readonly origin: string; readonly timeoutMs: number },
): Promise<Exchange> {
  const { mchid, merchantKeys, platformKeys, system } = parts;
  const { ring } = platformKeys;
  const { request, signedText } = await signCall(call, {
    mchid,
    merchantKeys,
    keyRing: ring,
    system,
    ...attempt,
  });
  const startedMs = system.nowMs();
  const answer = await send(parts.transport, request);
  const durationMs = system.nowMs() - startedMs;
  const exchange: Exchange =
    answer instanceof WechatPayError ? { error: answer } : await judge(parts, call, answer);
  parts.emit(describeExchange({ request, signedText, durationMs, ...exchange }));
  return exchange;
}

async function judge(parts: ClientParts, call: Call, answer: TransportAnswer): Promise<Exchange> {
  const { platformKeys, system } = parts;
  const { keysInAnswer, unsignedAnswer = false, maxAnswerBytes } = call;
  const keyRing = withKeysOf(answer.body, platformKeys.ring, keysInAnswer);
  const basis = { keyRing, unsignedAnswer, maxAnswerBytes };
  let judgement = judgeAnswer(answer, { ...basis, nowMs: system.nowMs() });
  const stranger = keysInAnswer === undefined ? unknownSerial(judgement) : undefined;
  if (stranger !== undefined && (await platformKeys.learn(stranger))) {
    judgement = judgeAnswer(answer, { ...basis, nowMs: system.nowMs() });
  }
  const { error } = judgement;
  return error === undefined ? { error, answer, judgement } : { error, answer, judgement };
}

function unknownSerial({ verification }: Judgement): string | undefined {
  if (verification === undefined || verification.verified) return undefined;
  return verification.reason === 'serial-unknown' ? verification.headers.serial : undefined;
}

function withKeysOf(body: Uint8Array, ring: KeyRing, read: Call['keysInAnswer']): KeyRing {
  if (read === undefined) return ring;
  const find: KeyRing['find'] = (serial, nowMs) =>
    ring.find(serial, nowMs) ?? read(body)?.find(serial, nowMs);
  return { ...ring, find };
}
