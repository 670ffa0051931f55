import type { Session } from './payer-api';
import { type HttpAnswer, readAnswer } from './send-request';
import type { WxPort } from './wx-port';
import { YifenError } from './yifen-error';

/** The payer's session token: logs in when there is none, at most once at a time. */
export interface SessionKeeper {
  /** The kept token, or a new one. */
  token(): Promise<string>;
  /** A token other than `stale`, which the server has just refused. */
  renew(stale: string): Promise<string>;
}

const storageKey = 'yifen.session';

/**
 * Keeps the session token in storage under `yifen.session`. Only the server's 401 ends a token:
 * the phone's clock may be wrong.
 *
 * @param exchange posts a login code to `/v1/sessions`.
 */
export function keepSession(
  wx: WxPort,
  exchange: (loginCode: string) => Promise<HttpAnswer>,
): SessionKeeper {
  let kept = readKept(wx);
  let login: Promise<string> | null = null;

  function logIn(): Promise<string> {
    if (login === null) {
      login = requestToken().finally(() => {
        login = null;
      });
    }
    return login;
  }

  async function requestToken(): Promise<string> {
    const answer = await exchange(await loginCode(wx));
    const { token } = readAnswer<Session>(answer);
    kept = token;
    writeKept(wx, token);
    return token;
  }

  return Object.freeze({
    token: () => (kept === '' ? logIn() : Promise.resolve(kept)),
    renew(stale: string) {
      // Whoever came first has renewed it already: the others take what there is now.
      if (kept !== '' && kept !== stale) return Promise.resolve(kept);
      kept = '';
      return logIn();
    },
  });
}

function loginCode(wx: WxPort): Promise<string> {
  const refuse = (detail: string) => new YifenError('login', '微信登录失败，请重试', { detail });
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code, errMsg }) => (code ? resolve(code) : reject(refuse(errMsg))),
      fail: ({ errMsg }) => reject(refuse(errMsg)),
    });
  });
}

// Storage is a convenience: when it is full or broken the payer logs in once more.
function readKept(wx: WxPort): string {
  try {
    const value: unknown = wx.getStorageSync(storageKey);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

function writeKept(wx: WxPort, token: string): void {
  try {
    wx.setStorageSync(storageKey, token);
  } catch {}
}
