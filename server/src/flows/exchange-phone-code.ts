import { type PhoneNumber, PlatformFailure, type Ports } from '../ports.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/** WeChat's errcode for a phone code that is expired, used, or a login code. */
const PHONE_CODE_ERRCODE = '40029';

/**
 * Exchanges the code of a phone number button at WeChat (the new way); the number is neither stored nor logged.
 *
 * A code works once: when the outcome is unknown only another tap of the payer helps.
 *
 * @throws Refusal `phone_code_refused`, `wechat_refused`, `wechat_unavailable`
 */
export async function exchangePhoneCode(ports: Ports, phoneCode: string): Promise<PhoneNumber> {
  try {
    return await ports.platform.exchangePhoneCode(phoneCode);
  } catch (error) {
    throw refusePhoneCode(error);
  }
}

function refusePhoneCode(error: unknown): unknown {
  const isAboutCode =
    error instanceof PlatformFailure &&
    error.outcome === 'refused' &&
    error.code === PHONE_CODE_ERRCODE;
  if (!isAboutCode) return refusePlatformFailure(error);
  return new Refusal('phone_code_refused', { wechatCode: error.code }, { cause: error });
}
