import { isRecord } from '../easel/instance.ts';
import { openBusinessView } from '../host/business-view.ts';
import { askSubscriptions } from '../host/subscriptions.ts';
import { requestPayment } from '../pay/request-payment.ts';
import { asyncApi } from './api.ts';
import type { WxParts } from './create-wx.ts';

/** Login, payment and what follows it: what WeChat does for the user of this phone. */
export function createAccountApis({ host, screen, watchMessages, comeBack }: WxParts) {
  return {
    login: asyncApi('login', async () => {
      const answer = await host.askWeChat('login-codes', { openid: host.openid });
      const code = isRecord(answer) ? answer.code : undefined;
      if (typeof code !== 'string') throw new Error('WeChat gave no code');
      return { code };
    }),
    checkSession: asyncApi('checkSession', () => undefined),
    requestPayment: asyncApi('requestPayment', (options) => requestPayment(options, host, screen)),
    requestSubscribeMessage: asyncApi('requestSubscribeMessage', async (options) => {
      const answers = await askSubscriptions(options, host, screen);
      if (Object.values(answers).includes('accept')) watchMessages();
      return answers;
    }),
    openBusinessView: asyncApi('openBusinessView', (options) =>
      openBusinessView(options, host, screen, comeBack),
    ),
  };
}
