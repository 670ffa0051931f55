import { type Owner, type PhoneNumber, PlatformFailure, type Ports } from '../ports.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/** WeChat's errcode for a phone code that is expired, used, or a login code. */
const PHONE_CODE_ERRCODE = '40029';

/**
 * Exchanges the code of a phone number button at WeChat (the new way); the number is never logged, and kept
 * only when the payer's page asks for it.
 *
 * A code works once: when the outcome is unknown only another tap of the payer helps.
 *
 * @param keepFor Whose number it is, to keep it sealed for shipping; null: it is not kept.
 * @throws Refusal `phone_code_refused`, `wechat_refused`, `wechat_unavailable`
 */
export async function exchangePhoneCode(
  ports: Ports,
  phoneCode: string,
  keepFor: Owner | null = null,
): Promise<PhoneNumber> {
  const given = await ports.platform.exchangePhoneCode(phoneCode).catch((error: unknown) => {
    throw refusePhoneCode(error);
  });
  if (keepFor !== null) {
    const { merchantId, openid } = keepFor;
    const sealed = ports.secrets.seal(given.purePhoneNumber);
    await ports.store.savePhoneNumber({ merchantId, openid }, sealed, ports.clock.nowMs());
  }
  return given;
}

function refusePhoneCode(error: unknown): unknown {
  const isAboutCode =
    error instanceof PlatformFailure &&
    error.outcome === 'refused' &&
    error.code === PHONE_CODE_ERRCODE;
  if (!isAboutCode) return refusePlatformFailure(error);
  return new Refusal('phone_code_refused', { wechatCode: error.code }, { cause: error });
}
