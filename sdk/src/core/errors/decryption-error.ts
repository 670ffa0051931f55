import { WechatPayError } from './wechatpay-error.ts';

/** Why a ciphertext was not opened, or what it held was not accepted. */
export type DecryptionReason =
  /** Not strict base64, or of an impossible length. */
  | 'ciphertext-malformed'
  /** The key does not open it: another key, or changed bytes. */
  | 'wrong-key-or-changed'
  /** Opened, but meant for another mini-program. */
  | 'watermark-foreign'
  /** Opened, but older than allowed. */
  | 'watermark-old';

/** Encrypted data could not be opened or accepted; outcome `none`, code `DECRYPTION_FAILED`. */
export class DecryptionError extends WechatPayError {
  override readonly name = 'DecryptionError';
  readonly reason: DecryptionReason;

  constructor(reason: DecryptionReason) {
    super(`The data was not opened: ${reason}.`, {
      code: 'DECRYPTION_FAILED',
      outcome: 'none',
      advice: {
        zh: '请核对密钥；若是小程序用户数据，请先调用 wx.login 再获取加密数据。',
        en: 'Check the key; for mini-program user data call wx.login first, then obtain the data again.',
      },
    });
    this.reason = reason;
  }
}
