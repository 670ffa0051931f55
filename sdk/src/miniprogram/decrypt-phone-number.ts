import { DecryptionError } from '../core/errors/decryption-error.ts';
import { decryptUserData, type EncryptedUserData } from './decrypt-user-data.ts';
import { isPhoneNumber, type PhoneNumber } from './phone-number.ts';

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
