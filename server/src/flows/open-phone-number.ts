import { PlatformFailure, type Ports, type Session } from '../ports.ts';
import { Refusal } from './refusal.ts';
import { resumeSession } from './resume-session.ts';

/**
 * Opens a phone number that the phone encrypted under the session key of a login (the old way).
 *
 * @throws Refusal `unauthorized` when the handle is not a login that lives; `phone_number_unreadable`
 *   when the data was made under another session key, is damaged, or belongs to another appid.
 */
export async function openPhoneNumber(
  ports: Ports,
  input: { readonly token: string; readonly encryptedData: string; readonly iv: string },
): Promise<{ readonly phoneNumber: string }> {
  const session = await resumeSession(ports, input.token);
  if (session.merchantId !== ports.settings.merchantId) throw new Refusal('unauthorized');
  try {
    return ports.platform.openPhoneNumber({
      sessionKey: openSessionKey(ports, session),
      encryptedData: input.encryptedData,
      iv: input.iv,
    });
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    throw new Refusal('phone_number_unreadable', { wechatCode: error.code }, { cause: error });
  }
}

/** What an earlier master key sealed is lost with it: the payer logs in again. */
function openSessionKey(ports: Ports, session: Session): string {
  try {
    return ports.secrets.open(session.sealedSessionKey);
  } catch (error) {
    throw new Refusal('unauthorized', {}, { cause: error });
  }
}
