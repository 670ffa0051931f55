import { authorizationHeader } from '../core/authorization-header.ts';
import { ConfigError } from '../core/errors/config-error.ts';
import { SignerError } from '../core/errors/signer-error.ts';
import type { PublicKey } from '../core/key-material.ts';
import type { KeyRing } from '../core/key-ring.ts';
import type { MerchantKeys } from '../core/merchant-keys.ts';
import { requestMessage } from '../core/request-message.ts';
import type { Signer } from '../core/signer.ts';
import type { System } from '../core/system.ts';
import type { Call } from './call.ts';
import type { TransportRequest } from './transport.ts';
import { userAgent } from './user-agent.ts';
import { writeBody } from './write-body.ts';

/** A request ready to leave, and the text its signature covers. */
export interface SignedCall {
  readonly request: TransportRequest;
  readonly signedText: string;
}

/**
 * Writes and signs one attempt of a call, with a time and a nonce of its own.
 *
 * @throws ConfigError, ArgumentError, SignerError
 */
export async function signCall(
  call: Call & { readonly streamed?: boolean },
  parts: {
    readonly mchid: string;
    readonly merchantKeys: MerchantKeys;
    readonly keyRing: KeyRing;
    readonly origin: string;
    readonly timeoutMs: number;
    readonly system: Pick<System, 'nowMs' | 'nonce'>;
  },
): Promise<SignedCall> {
  const { method, path, maxAnswerBytes, options } = call;
  const nowMs = parts.system.nowMs();
  const platform = platformKey(parts.keyRing, nowMs, call.keysInAnswer !== undefined);
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = parts.system.nonce();
  const written = writeBody(call, platform?.key);
  const body = written?.signed ?? '';
  const message = requestMessage({ method, url: path, timestamp, nonce, body });
  const { serial, signer } = parts.merchantKeys.at(nowMs);
  const signature = await sign(signer, message);
  return {
    signedText: message.toString(),
    request: {
      method,
      url: `${parts.origin}${path}`,
      headers: {
        accept: call.unsignedAnswer === true ? '*/*' : 'application/json',
        'user-agent': userAgent,
        ...(platform === undefined ? {} : { 'wechatpay-serial': platform.serial }),
        authorization: authorizationHeader({
          mchid: parts.mchid,
          serial,
          timestamp,
          nonce,
          signature,
        }),
        ...(written === undefined ? {} : { 'content-type': written.contentType }),
      },
      timeoutMs: parts.timeoutMs,
      ...(written === undefined ? {} : { body: written.bytes }),
      ...(maxAnswerBytes === undefined ? {} : { maxAnswerBytes }),
      ...(call.streamed === true ? { streamed: true } : {}),
      ...(options?.signal === undefined ? {} : { signal: options.signal }),
    },
  };
}

function platformKey(
  keyRing: KeyRing,
  nowMs: number,
  mayBeMissing: boolean,
): { readonly serial: string; readonly key: PublicKey } | undefined {
  const serial = keyRing.preferredSerial(nowMs);
  const key = serial && keyRing.find(serial, nowMs);
  if (serial && key) return { serial, key };
  if (mayBeMissing) return undefined;
  throw new ConfigError(
    'platformKeys',
    'every platform certificate has expired, or none is effective yet.',
    {
      zh: '请核对本机时钟；请下载新的平台证书，或改用微信支付公钥。',
      en: 'Check the clock; download the new platform certificate, or switch to the WeChat Pay public key.',
    },
  );
}

async function sign(signer: Signer, message: Uint8Array): Promise<string> {
  try {
    return await signer.sign(message);
  } catch (error) {
    throw new SignerError('none', error);
  }
}
