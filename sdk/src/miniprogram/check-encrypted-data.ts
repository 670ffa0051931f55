import { digestHex } from '../core/digest.ts';
import { ArgumentError } from '../core/errors/argument-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';
import { malformedAnswer } from './malformed-answer.ts';

/** Whether WeChat made this encrypted data. */
export interface EncryptedDataCheck {
  /** WeChat's own spelling of "valid". */
  readonly vaild: boolean;
  /** When it was made, Unix seconds; only when it is valid. */
  readonly create_time?: number;
}

/**
 * Asks whether WeChat made this `encryptedData` within the last three days; only its hash is sent.
 *
 * @throws ArgumentError, PlatformError, NetworkError, TimeoutError, AnswerError
 * @see checkEncryptedData, developers.weixin.qq.com `api_checkencrypteddata`
 */
export async function checkEncryptedData(
  client: PlatformClient,
  encryptedData: string,
  options?: CallOptions,
): Promise<EncryptedDataCheck> {
  if (!isText(encryptedData)) throw new ArgumentError('encryptedData', 'must be given');
  const { vaild, create_time } = await client.call({
    method: 'POST',
    path: '/wxa/business/checkencryptedmsg',
    body: { encrypted_msg_hash: digestHex('sha256', Buffer.from(encryptedData)) },
    options,
  });
  if (typeof vaild !== 'boolean') throw malformedAnswer('vaild is missing');
  const made =
    vaild && Number.isSafeInteger(create_time) ? { create_time: Number(create_time) } : {};
  return Object.freeze({ vaild, ...made });
}
