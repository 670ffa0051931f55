import type { PhoneNumber, Watermark } from './phone-number.ts';

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
export type UserData = Readonly<Record<string, unknown>> & { readonly watermark: Watermark };

export declare function decryptUserData(data: EncryptedUserData): UserData;
export declare function decryptPhoneNumber(data: EncryptedUserData): PhoneNumber;
