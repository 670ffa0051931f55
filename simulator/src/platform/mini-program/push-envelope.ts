import { createCipheriv, createHash } from 'node:crypto';

/** How messages are pushed: the settings of 消息推送 in the console. */
export interface PushSettings {
  readonly url: string;
  readonly token: string;
  /** 43 letters and digits. */
  readonly encodingAESKey: string;
  readonly mode: 'plain' | 'secure';
  readonly format: 'json' | 'xml';
}

/** One push as it goes out. */
export interface WrittenPush {
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What makes each delivery its own. */
export interface PushStamp {
  /** Unix seconds. */
  readonly timestamp: string;
  readonly nonce: string;
  /** 16 characters. */
  readonly random: string;
}

/** Signs the query by which WeChat asks for the address, and every push. */
export function pushSignature(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/**
 * Writes one delivery of a message: signed, and in secure mode encrypted and signed over the ciphertext too.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export function writePush(
  message: Readonly<Record<string, string | number>>,
  { token, encodingAESKey, mode, format }: Omit<PushSettings, 'url'>,
  stamp: PushStamp & { readonly appid: string },
): WrittenPush {
  const { timestamp, nonce } = stamp;
  const signature = pushSignature(token, timestamp, nonce);
  const openid = String(message.FromUserName);
  const query = { signature, timestamp, nonce, openid };
  const write = format === 'json' ? JSON.stringify : writeXml;
  if (mode === 'plain') return { query, body: write(message) };
  const Encrypt = encrypt(write(message), encodingAESKey, stamp);
  const msg_signature = pushSignature(token, timestamp, nonce, Encrypt);
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature },
    body: write({ ToUserName: message.ToUserName ?? '', Encrypt }),
  };
}

/** AES-256-CBC under the key, its first half the IV; padded to 32 bytes as WeChat does, not to 16. */
function encrypt(
  text: string,
  encodingAESKey: string,
  { random, appid }: { readonly random: string; readonly appid: string },
): string {
  const key = Buffer.from(`${encodingAESKey}=`, 'base64');
  const content = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([Buffer.from(random), length, content, Buffer.from(appid)]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

function writeXml(message: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(message).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}
