import { ConfigError } from './core/errors/config-error.ts';
import { createPushCipher } from './core/push-cipher.ts';
import type { System } from './core/system.ts';
import { openMessage, type PushQuery, readEcho } from './miniprogram/messages/open-message.ts';
import type { PushedMessage } from './miniprogram/messages/pushed-message.ts';
import { writeReply } from './miniprogram/messages/write-reply.ts';
import { completeSystem } from './system.ts';

/** The message push (消息推送) settings of one mini-program, as its console shows them. */
export interface MessagePushOptions {
  readonly appid: string;
  /** 3 to 32 letters and digits. */
  readonly token: string;
  /**
   * 43 letters and digits. Given: only encrypted messages are taken (choose 安全模式). Absent: plain mode, whose
   * signature does not cover the message: anyone who saw one delivery can write another for five minutes.
   */
  readonly encodingAESKey?: string;
  /** Default: the real clock and the operating system's randomness. */
  readonly system?: Partial<System>;
}

/** Messages that WeChat pushes to the server of one mini-program. */
export interface MessagePush {
  /**
   * Checks the GET by which WeChat asks for the address; answer the returned text as it is.
   *
   * @throws MessagePushError `MESSAGE_UNVERIFIED`
   */
  echo(query: PushQuery): string;
  /**
   * Verifies, decrypts and types one message; synchronous. Answer within five seconds, or it comes again.
   *
   * @throws MessagePushError; answer with its `status`
   */
  open(request: { readonly query: PushQuery; readonly body: Uint8Array }): PushedMessage;
  /** Writes the body of the answer: without `content` it acknowledges, otherwise it is encrypted as the message was. */
  reply(
    message: Pick<PushedMessage, 'nonce' | 'format' | 'encrypted'>,
    content?: object | string,
  ): string;
}

/**
 * Makes the receiver of one mini-program's messages.
 *
 * @throws ConfigError naming the option at fault
 * @see message push, developers.weixin.qq.com `server-ability/message-push`
 */
export function createMessagePush(options: MessagePushOptions): MessagePush {
  const { appid, token, encodingAESKey } = options;
  const system = completeSystem(options.system);
  if (!/^[!-~]{1,32}$/.test(appid)) {
    throw new ConfigError('appid', 'it is empty or holds white space.', {
      zh: '请填写小程序的 AppID。',
      en: 'Give the AppID of the mini-program.',
    });
  }
  if (!/^[0-9A-Za-z]{3,32}$/.test(token)) {
    throw new ConfigError('token', 'it is not 3 to 32 letters and digits.', {
      zh: '请填写小程序后台“消息推送”中的 Token。',
      en: 'Give the Token shown in the mini-program console under message push.',
    });
  }
  const cipher = encodingAESKey === undefined ? undefined : createPushCipher(encodingAESKey, appid);
  const parts = () => ({ token, cipher, nowMs: system.nowMs() });
  return Object.freeze({
    echo: (query: PushQuery) => readEcho(query, parts()),
    open: (request: { readonly query: PushQuery; readonly body: Uint8Array }) =>
      openMessage(request, parts()),
    reply: (
      message: Pick<PushedMessage, 'nonce' | 'format' | 'encrypted'>,
      content?: object | string,
    ) => writeReply(content, message, { token, cipher, system }),
  });
}
