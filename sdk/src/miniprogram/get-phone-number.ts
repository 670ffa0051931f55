import { ArgumentError } from '../core/errors/argument-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import { isObject } from '../core/parse-object.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';
import { foreignAnswer, malformedAnswer } from './malformed-answer.ts';
import { isPhoneNumber, type PhoneNumber } from './phone-number.ts';

/**
 * Exchanges the code of a `getPhoneNumber` button (5 minutes, once; not a login code) for the number.
 *
 * @throws ArgumentError; PlatformError (40029: expired, used, or a login code); NetworkError, TimeoutError, AnswerError
 * @see getPhoneNumber, developers.weixin.qq.com `api_getphonenumber`
 */
export async function getPhoneNumber(
  client: PlatformClient,
  { appid, code }: { readonly appid: string; readonly code: string },
  options?: CallOptions,
): Promise<PhoneNumber> {
  if (!isText(code)) throw new ArgumentError('code', 'must be the code that the button gave');
  const path = '/wxa/business/getuserphonenumber';
  const { phone_info } = await client.call({ method: 'POST', path, body: { code }, options });
  if (!isObject(phone_info) || !isPhoneNumber(phone_info))
    throw malformedAnswer('no phone number in it');
  if (phone_info.watermark.appid !== appid)
    throw foreignAnswer('it was made for another mini-program');
  return Object.freeze(phone_info);
}
