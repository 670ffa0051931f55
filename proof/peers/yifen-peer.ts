import { createWechatPay } from '@yifen/wechatpay';
import type { PeerMaker } from './peer.ts';

/** The client of this repository, judged like the others. */
export const yifen: PeerMaker = {
  name: '@yifen/wechatpay',
  create(account) {
    const wechatpay = createWechatPay({
      mchid: account.mchid,
      merchantSerial: account.merchantSerial,
      privateKey: account.merchantPrivateKey,
      apiV3Key: account.apiV3Key,
      platformKeys: Object.entries(account.platformKeys).map(([serial, pem]) =>
        serial.startsWith('PUB_KEY_ID_') ? { serial, publicKey: pem } : { certificate: pem },
      ),
      baseUrl: account.baseUrl,
    });
    return {
      async prepay({ out_trade_no, openid, notify_url, total }) {
        const { requestPayment } = await wechatpay.jsapi.prepay({
          appid: account.appid,
          description: 'Tea',
          out_trade_no,
          notify_url,
          amount: { total },
          payer: { openid },
        });
        return requestPayment;
      },
      query: async (out_trade_no) => (await wechatpay.orders.query({ out_trade_no })).trade_state,
      close: (out_trade_no) => wechatpay.orders.close({ out_trade_no }),
      async refund(out_trade_no, out_refund_no, total) {
        const { status } = await wechatpay.refunds.create({
          out_trade_no,
          out_refund_no,
          amount: { refund: total, total, currency: 'CNY' },
        });
        return status;
      },
      async open(notification) {
        const opened = wechatpay.notifications.open(notification);
        if (opened.event_type !== 'TRANSACTION.SUCCESS') throw new Error(opened.event_type);
        if (!('out_trade_no' in opened.resource)) throw new Error('not a single order');
        return opened.resource.out_trade_no;
      },
    };
  },
};
