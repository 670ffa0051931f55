import { PlatformFailure, type Ports, type Session } from '../ports.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/**
 * WeChat's errcodes that speak of the login code itself: invalid, used, blocked, missing.
 * @see the table of `GET /sns/jscode2session`
 */
const LOGIN_CODE_ERRCODES: readonly string[] = ['40029', '40163', '40226', '41008'];

/**
 * Exchanges a login code at WeChat for a session of ours.
 *
 * The session_key is sealed before it is stored and never leaves the server; the token is returned
 * once and only its digest is kept.
 *
 * @throws Refusal `login_code_refused`, `wechat_refused`, `wechat_unavailable`
 */
export async function logIn(
  ports: Ports,
  loginCode: string,
): Promise<{ readonly token: string; readonly session: Session }> {
  const payer = await ports.platform.logIn(loginCode).catch((error: unknown) => {
    throw refuseLogin(error);
  });
  const nowMs = ports.clock.nowMs();
  const token = ports.random.token();
  const session: Session = Object.freeze({
    tokenDigest: ports.secrets.digest(token),
    merchantId: ports.settings.merchantId,
    appid: ports.settings.appid,
    openid: payer.openid,
    unionid: payer.unionid,
    sealedSessionKey: ports.secrets.seal(payer.sessionKey),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + ports.settings.sessionLifeSeconds * 1000,
  });
  await ports.store.saveSession(session);
  ports.log.event('session.created', { merchantId: session.merchantId });
  return { token, session };
}

function refuseLogin(error: unknown): unknown {
  const isAboutCode =
    error instanceof PlatformFailure &&
    error.outcome === 'refused' &&
    LOGIN_CODE_ERRCODES.includes(error.code);
  if (!isAboutCode) return refusePlatformFailure(error);
  return new Refusal('login_code_refused', { wechatCode: error.code }, { cause: error });
}
