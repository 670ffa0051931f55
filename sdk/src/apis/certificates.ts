import type { AeadKey } from '../core/aead-key.ts';
import { AnswerError } from '../core/errors/answer-error.ts';
import { ConfigError } from '../core/errors/config-error.ts';
import { DecryptionError } from '../core/errors/decryption-error.ts';
import { createLiveKeyRing } from '../core/key-ring.ts';
import { openCertificates, type PlatformCertificate } from '../core/open-certificates.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { Client } from '../http/create-client.ts';
import { unexpected } from '../http/read-object.ts';

/** WeChat's platform certificates. */
export interface CertificatesApi {
  /**
   * Downloads the certificates in use now, decrypts them and verifies the answer, by one of them if need be. All
   * of them verify; the newest whose time has come is the one to encrypt with.
   *
   * @throws DecryptionError: the APIv3 key is not the merchant's; ApiError `RESOURCE_NOT_EXISTS`, or ConfigError
   * when no key is known to verify it: this merchant has the public key only; NetworkError, TimeoutError, AnswerError
   * @see certificate list, document 4012551764
   */
  list(options?: CallOptions): Promise<readonly PlatformCertificate[]>;
}

/** One download, with the answer as it came: still encrypted, for a store. */
export interface CertificateDownload {
  readonly body: Uint8Array;
  readonly certificates: readonly PlatformCertificate[];
}

/** Makes the certificate call of one merchant. */
export function createCertificates(client: Client, aeadKey: AeadKey): CertificatesApi {
  return Object.freeze({
    list: async (options?: CallOptions) =>
      (await downloadCertificates(client, aeadKey, options)).certificates,
  });
}

/** Downloads, decrypts and verifies; @throws as `CertificatesApi.list`. */
export async function downloadCertificates(
  client: Client,
  aeadKey: AeadKey,
  options?: CallOptions,
): Promise<CertificateDownload> {
  let locked: DecryptionError | undefined;
  const keysInAnswer = (body: Uint8Array) => {
    try {
      const found = openCertificates(body, aeadKey);
      return createLiveKeyRing(found?.map(({ certificate }) => ({ certificate })) ?? []);
    } catch (error) {
      if (error instanceof DecryptionError) locked = error;
      return undefined;
    }
  };
  try {
    const call = { method: 'GET', path: '/v3/certificates', keysInAnswer, options } as const;
    const answer = await client.call(call);
    const certificates = openCertificates(answer.body, aeadKey);
    if (certificates === undefined) throw unexpected(answer, 'it is not a list of certificates');
    return { body: answer.body, certificates };
  } catch (error) {
    // A wrong APIv3 key shows first as a serial that nobody knows; its own name helps more.
    if (error instanceof AnswerError && error.code === 'ANSWER_UNVERIFIED') {
      throw locked ?? (error.status === 404 ? noCertificates() : error);
    }
    throw error;
  }
}

// A refusal by a key nobody knows proves nothing, but there is only one thing it can mean.
function noCertificates(): ConfigError {
  return new ConfigError('platformKeys', 'this merchant seems to have no platform certificate.', {
    zh: '请在商户平台申请并填写微信支付公钥及其 PUB_KEY_ID_ 编号。',
    en: 'Apply for the WeChat Pay public key in the merchant console and give it with its PUB_KEY_ID_….',
  });
}
