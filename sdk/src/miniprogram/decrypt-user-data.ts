import { DecryptionError } from '../core/errors/decryption-error.ts';
import { openCbc } from '../core/open-cbc.ts';
import { type JsonObject, parseObject } from '../core/parse-object.ts';
import { hasWatermark, type Watermark } from './watermark.ts';

/** What a mini-program's callback returned, and the key it was encrypted with. */
export interface EncryptedUserData {
  /** Base64 text as code2session gave it. */
  readonly sessionKey: string;
  /** Base64. */
  readonly encryptedData: string;
  /** Base64 of 16 bytes. */
  readonly iv: string;
  /** The own mini-program: data made for another one is refused. */
  readonly appid: string;
  /** Refuses data made before this time, Unix seconds. Default: any age. */
  readonly notBefore?: number;
}

/** Opened user data: whatever WeChat put in, with its watermark. */
export type UserData = JsonObject & { readonly watermark: Watermark };

/**
 * Opens `encryptedData` and checks for whom, and if asked when, it was made.
 *
 * The cipher authenticates nothing: rubbish from a wrong key is recognised by its content and reported as such.
 *
 * @throws DecryptionError
 * @see decrypting open data, developers.weixin.qq.com `open-ability/signature`
 */
export function decryptUserData(data: EncryptedUserData): UserData {
  const { sessionKey, encryptedData, iv, appid, notBefore } = data;
  const opened = parseObject(openCbc({ key: sessionKey, iv, data: encryptedData }));
  if (opened === undefined || !hasWatermark(opened)) {
    throw new DecryptionError('wrong-key-or-changed');
  }
  if (opened.watermark.appid !== appid) throw new DecryptionError('watermark-foreign');
  if (notBefore !== undefined && opened.watermark.timestamp < notBefore) {
    throw new DecryptionError('watermark-old');
  }
  return Object.freeze(opened);
}
