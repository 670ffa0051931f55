import type { Decrypter } from '../../core/decrypter.ts';
import { ConfigError } from '../../core/errors/config-error.ts';
import type { Complaint } from './complaint.ts';

/**
 * Requires something that opens the fields WeChat encrypts for the merchant.
 *
 * @throws ConfigError when the private key lives elsewhere and no `decrypter` reaches it
 */
export function requireDecrypter(decrypter: Decrypter | undefined): Decrypter {
  if (decrypter !== undefined) return decrypter;
  throw new ConfigError(
    'decrypter',
    'complaints carry telephone numbers encrypted for the merchant.',
    {
      zh: '使用 signer 时，请同时提供 decrypter，由密钥服务解密。',
      en: 'Beside a signer give a decrypter, which lets the key service decrypt.',
    },
  );
}

/** Decrypts the telephone number of a complaint. @throws DecryptionError */
export async function openComplaint(
  complaint: Complaint,
  decrypter: Decrypter,
): Promise<Complaint> {
  const { payer_phone } = complaint;
  if (payer_phone === undefined || payer_phone === '') return complaint;
  return Object.freeze({ ...complaint, payer_phone: await decrypter.decrypt(payer_phone) });
}
