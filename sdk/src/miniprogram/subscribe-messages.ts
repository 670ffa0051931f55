import { ArgumentError } from '../core/errors/argument-error.ts';
import { isText } from '../core/objects/is-amount.ts';
import type { CallOptions } from '../http/call-options.ts';
import type { PlatformClient } from './create-platform-client.ts';

/** A subscribe message, e.g. "paid" or "shipped". */
export interface SubscribeMessage {
  /** The openid of the user who accepted this template. */
  readonly touser: string;
  readonly template_id: string;
  /** The page it opens, with query. Default: it opens nothing. */
  readonly page?: string;
  /** Default `formal`. */
  readonly miniprogram_state?: 'developer' | 'trial' | 'formal';
  /** Default `zh_CN`. */
  readonly lang?: 'zh_CN' | 'en_US' | 'zh_HK' | 'zh_TW';
  /** The template's fields by name, e.g. `thing1`, `amount2`. */
  readonly data: Readonly<Record<string, { readonly value: string }>>;
}

/** Subscribe messages of one mini-program. */
export interface SubscribeMessagesApi {
  /**
   * Sends one message; it uses up one `accept` of `wx.requestSubscribeMessage`.
   *
   * @throws ArgumentError; PlatformError (43101: the user refused or the accept is used up, 40037: template_id,
   * 47003: a value does not fit); NetworkError, TimeoutError, AnswerError: it may have been sent
   * @see sendMessage, developers.weixin.qq.com `subscribe-message/api_sendmessage`
   */
  send(message: SubscribeMessage, options?: CallOptions): Promise<void>;
}

/** Makes the subscribe message calls. */
export function createSubscribeMessages(client: PlatformClient): SubscribeMessagesApi {
  return Object.freeze({
    send: async (message: SubscribeMessage, options?: CallOptions) => {
      checkMessage(message);
      const path = '/cgi-bin/message/subscribe/send';
      await client.call({ method: 'POST', path, body: message, options });
    },
  });
}

function checkMessage({ touser, template_id, data }: SubscribeMessage): void {
  if (!isText(touser)) throw new ArgumentError('touser', 'must be the openid of the user');
  if (!isText(template_id)) throw new ArgumentError('template_id', 'must be given');
  const fields = Object.entries(data);
  if (fields.length === 0) throw new ArgumentError('data', 'must hold the fields of the template');
  for (const [name, { value }] of fields) {
    const most = longest[/^[a-z_]+/.exec(name)?.[0] ?? ''] ?? Number.POSITIVE_INFINITY;
    if (!isText(value)) throw new ArgumentError(`data.${name}.value`, 'must be a text, not empty');
    if ([...value].length > most) {
      throw new ArgumentError(`data.${name}.value`, `must have at most ${most} characters`);
    }
  }
}

/** Longest value by kind of field, in characters; WeChat refuses longer ones with 47003. */
const longest: Readonly<Record<string, number>> = Object.freeze({
  thing: 20,
  number: 32,
  letter: 32,
  symbol: 5,
  character_string: 32,
  phone_number: 17,
  car_number: 8,
  name: 20,
  phrase: 5,
});
