import { createMiniProgram, createWechatPay, NotificationError } from '../index.ts';

interface Account {
  appid: string;
  appSecret: string;
  mchid: string;
  merchantSerial: string;
  merchantPrivateKey: string;
  apiV3Key: string;
  publicKeyId: string;
  publicKey: string;
}

export function createShop(account: Account, pay?: { baseUrl: string }) {
  const { appid, appSecret, mchid, merchantSerial, apiV3Key } = account;
  const miniProgram = createMiniProgram({ appid, secret: appSecret, ...pay });
  const wechatpay = createWechatPay({
    mchid,
    merchantSerial,
    privateKey: account.merchantPrivateKey,
    apiV3Key,
    platformKeys: [{ serial: account.publicKeyId, publicKey: account.publicKey }],
    ...pay,
  });

  return {
    /** The code of wx.login becomes who is there. */
    async login(loginCode: string) {
      const { openid } = await miniProgram.code2session(loginCode);
      return openid;
    },

    /** What comes back goes to wx.requestPayment unchanged. */
    async order(openid: string, out_trade_no: string, totalFen: number) {
      const { requestPayment } = await wechatpay.jsapi.prepay({
        appid,
        description: 'Tea',
        out_trade_no,
        notify_url: 'https://shop.example/wechatpay/notifications',
        amount: { total: totalFen },
        payer: { openid },
      });
      return requestPayment;
    },

    /** Without a notification, ask: SUCCESS and REFUND both mean that it was paid. */
    async isPaid(out_trade_no: string, totalFen: number) {
      const { trade_state, amount } = await wechatpay.orders.query({ out_trade_no });
      return /^(SUCCESS|REFUND)$/.test(trade_state) && amount?.total === totalFen;
    },

    /** `body` is the raw bytes. The status goes back to WeChat; anything but 2xx makes it send again. */
    notified(headers: Record<string, string | string[] | undefined>, body: Uint8Array) {
      try {
        const notification = wechatpay.notifications.open({ headers, body });
        if (notification.event_type === 'TRANSACTION.SUCCESS') {
          const { appid, mchid, out_trade_no, amount, payer } = notification.resource;
          // Compare all of them with your own order, once per order, before you ship.
          console.log('paid', { appid, mchid, out_trade_no, amount, payer });
        }
        return 204;
      } catch (error) {
        if (error instanceof NotificationError) return error.status;
        throw error;
      }
    },
  };
}
