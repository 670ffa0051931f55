import type { PushCipher } from '../../core/push-cipher.ts';
import { signPush } from '../../core/push-signature.ts';
import type { System } from '../../core/system.ts';
import type { PushedMessage } from './pushed-message.ts';

/**
 * Writes the body that answers a message: plain to a plain one, encrypted and signed to an encrypted one, in its
 * format.
 *
 * @param content an object (sent as JSON) or a finished text; absent: `success`, which only acknowledges
 */
export function writeReply(
  content: object | string | undefined,
  pushed: Pick<PushedMessage, 'nonce' | 'format' | 'encrypted'>,
  parts: {
    readonly token: string;
    readonly cipher: PushCipher | undefined;
    readonly system: System;
  },
): string {
  if (content === undefined) return 'success';
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const { token, cipher, system } = parts;
  if (cipher === undefined || !pushed.encrypted) return text;
  // 16 letters and digits: as WeChat's own random texts are.
  const Encrypt = cipher.seal(text, system.nonce().slice(0, 16));
  const TimeStamp = Math.floor(system.nowMs() / 1000);
  const { nonce: Nonce } = pushed;
  const MsgSignature = signPush([token, String(TimeStamp), Nonce, Encrypt]);
  if (pushed.format === 'json') return JSON.stringify({ Encrypt, MsgSignature, TimeStamp, Nonce });
  // Base64 and hex need no escaping, but the nonce is the sender's: its section must not end early.
  const section = (value: string) => `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return [
    `<xml><Encrypt>${section(Encrypt)}</Encrypt>`,
    `<MsgSignature>${section(MsgSignature)}</MsgSignature>`,
    `<TimeStamp>${TimeStamp}</TimeStamp><Nonce>${section(Nonce)}</Nonce></xml>`,
  ].join('');
}
