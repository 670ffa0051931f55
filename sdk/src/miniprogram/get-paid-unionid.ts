import { ArgumentError } from '../core/errors/argument-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';
import { malformedAnswer } from './malformed-answer.ts';

/** Who paid, and which payment: by WeChat's number, or by the merchant's. */
export type PaidUserKey = { readonly openid: string } & (
  | { readonly transaction_id: string; readonly mch_id?: never; readonly out_trade_no?: never }
  | {
      /** The merchant number. */
      readonly mch_id: string;
      /** The merchant's order number. */
      readonly out_trade_no: string;
      /** Not together with `mch_id` and `out_trade_no`. */
      readonly transaction_id?: never;
    }
);

/**
 * Asks for the unionid of a user who paid within about the last five minutes.
 *
 * @throws ArgumentError; PlatformError (89002: not bound to an Open Platform account, 89300: no such payment);
 * NetworkError, TimeoutError, AnswerError
 * @see getPaidUnionid, developers.weixin.qq.com `api_getpaidunionid`
 */
export async function getPaidUnionid(
  client: PlatformClient,
  key: PaidUserKey,
  options?: CallOptions,
): Promise<string> {
  const { openid, transaction_id, mch_id, out_trade_no } = key;
  const query: Record<string, string> =
    transaction_id === undefined ? { openid, mch_id, out_trade_no } : { openid, transaction_id };
  for (const [name, value] of Object.entries(query)) {
    if (!isText(value)) throw new ArgumentError(name, 'must be given');
  }
  const path = '/wxa/getpaidunionid';
  const { unionid } = await client.call({ method: 'GET', path, query, options });
  if (!isText(unionid)) throw malformedAnswer('no unionid in it');
  return unionid;
}
