import wechatpayAxiosPlugin from 'wechatpay-axios-plugin';
import { type PeerMaker, textIn } from './peer.ts';

/**
 * `wechatpay-axios-plugin`, chained calls as in its README. It has no function for notifications: what it offers for
 * them is put together here as its author's page does, window and serial included.
 *
 * @see https://wechatpay.js.org/webhook/v3/TRANSACTION.SUCCESS
 */
export const axiosPlugin: PeerMaker = {
  name: 'wechatpay-axios-plugin',
  create({ baseUrl, appid, mchid, apiV3Key, platformKeys, ...merchant }) {
    const { Wechatpay, Formatter, Rsa, Aes } = wechatpayAxiosPlugin;
    const wxpay = new Wechatpay({
      mchid,
      serial: merchant.merchantSerial,
      privateKey: merchant.merchantPrivateKey,
      certs: { ...platformKeys },
      baseURL: baseUrl,
    });
    return {
      async prepay({ out_trade_no, openid, notify_url, total }) {
        const { data } = await wxpay.chain('v3/pay/transactions/jsapi').post({
          appid,
          mchid,
          description: 'Tea',
          out_trade_no,
          notify_url,
          amount: { total },
          payer: { openid },
        });
        const params = {
          timeStamp: String(Formatter.timestamp()),
          nonceStr: Formatter.nonce(),
          package: `prepay_id=${textIn(data, 'prepay_id')}`,
        };
        const text = Formatter.joinedByLineFeed(appid, ...Object.values(params));
        return {
          ...params,
          signType: 'RSA',
          paySign: Rsa.sign(text, Rsa.from(merchant.merchantPrivateKey, Rsa.KEY_TYPE_PRIVATE)),
        };
      },
      async query(out_trade_no) {
        const { data } = await wxpay
          .chain('v3/pay/transactions/out-trade-no/{out_trade_no}')
          .get({ params: { mchid }, out_trade_no });
        return textIn(data, 'trade_state');
      },
      async close(out_trade_no) {
        await wxpay
          .chain('v3/pay/transactions/out-trade-no/{out_trade_no}/close')
          .post({ mchid }, { out_trade_no });
      },
      async refund(out_trade_no, out_refund_no, total) {
        const amount = { refund: total, total, currency: 'CNY' };
        const body = { out_trade_no, out_refund_no, amount };
        const { data } = await wxpay.chain('v3/refund/domestic/refunds').post(body);
        return textIn(data, 'status');
      },
      async open({ headers, body }) {
        const text = body.toString();
        const age = Formatter.timestamp() - Number(headers['wechatpay-timestamp']);
        if (Math.abs(age) > 300) throw new Error('clock offset');
        const key = platformKeys[headers['wechatpay-serial'] ?? ''];
        if (key === undefined) throw new Error('unknown serial');
        const message = Formatter.response(
          headers['wechatpay-timestamp'] ?? '',
          headers['wechatpay-nonce'] ?? '',
          text,
        );
        const publicKey = Rsa.from(key, Rsa.KEY_TYPE_PUBLIC);
        if (!Rsa.verify(message, headers['wechatpay-signature'] ?? '', publicKey))
          throw new Error('signature');
        const { ciphertext, nonce, associated_data } = JSON.parse(text).resource;
        const opened = Aes.AesGcm.decrypt(ciphertext, apiV3Key, nonce, associated_data);
        return textIn(JSON.parse(opened), 'out_trade_no');
      },
    };
  },
};
