import { DecryptionError } from '../core/errors/decryption-error.ts';
import { decryptUserData, type EncryptedUserData, type UserData } from './decrypt-user-data.ts';
import type { Watermark } from './watermark.ts';

/** A phone number the user agreed to give. */
export interface PhoneNumber {
  /** With country code for foreign numbers. */
  readonly phoneNumber: string;
  /** Without country code. */
  readonly purePhoneNumber: string;
  readonly countryCode: string;
  readonly watermark: Watermark;
}

/**
 * Opens the `encryptedData` of `bindgetphonenumber`.
 *
 * @throws DecryptionError, also when it opens to something else than a phone number
 * @see getPhoneNumber, developers.weixin.qq.com `open-ability/getPhoneNumber`
 */
export function decryptPhoneNumber(data: EncryptedUserData): PhoneNumber {
  const opened = decryptUserData(data);
  if (!isPhoneNumber(opened)) throw new DecryptionError('wrong-key-or-changed');
  return opened;
}

function isPhoneNumber(value: UserData): value is UserData & PhoneNumber {
  return ['phoneNumber', 'purePhoneNumber', 'countryCode'].every(
    (name) => typeof value[name] === 'string' && value[name] !== '',
  );
}
