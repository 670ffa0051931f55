import { isRecord } from '../easel/instance.ts';
import type { Host } from '../host/host.ts';
import { requestPayment } from '../pay/request-payment.ts';
import type { Screen } from '../ui/screen.ts';
import { asyncApi } from './api.ts';

/** Login and payment: what WeChat does for the user of this phone. */
export function createAccountApis(host: Host, screen: Screen) {
  return {
    login: asyncApi('login', async () => {
      const answer = await host.askWeChat('login-codes', { openid: host.openid });
      const code = isRecord(answer) ? answer.code : undefined;
      if (typeof code !== 'string') throw new Error('WeChat gave no code');
      return { code };
    }),
    checkSession: asyncApi('checkSession', () => undefined),
    requestPayment: asyncApi('requestPayment', (options) => requestPayment(options, host, screen)),
    // Without templates of a real account, the user is taken to accept each one.
    requestSubscribeMessage: asyncApi('requestSubscribeMessage', ({ tmplIds }) =>
      Object.fromEntries(
        (Array.isArray(tmplIds) ? tmplIds : []).map((id) => [String(id), 'accept']),
      ),
    ),
  };
}
