import { createCipheriv } from 'node:crypto';

/**
 * Encrypts user data as `e.detail` of a mini-program button carries it: AES-128-CBC under the session key.
 *
 * @param sessionKey base64 of 16 bytes
 * @param iv 16 bytes
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
 */
export function encryptUserData(
  data: unknown,
  sessionKey: string,
  iv: Uint8Array,
): { readonly encryptedData: string; readonly iv: string } {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
  return { encryptedData: sealed.toString('base64'), iv: Buffer.from(iv).toString('base64') };
}
