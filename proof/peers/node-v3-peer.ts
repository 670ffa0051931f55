import NodeV3 from 'wechatpay-node-v3';
import { PayRequest } from 'wechatpay-node-v3/dist/lib/pay-request.js';
import { type PeerAccount, type PeerMaker, textIn } from './peer.ts';

const origin = 'https://api.mch.weixin.qq.com';

/** `wechatpay-node-v3`, as its README and its `docs/` use it: the notification's body comes parsed, from the framework. */
export const nodeV3: PeerMaker = {
  name: 'wechatpay-node-v3',
  create(account) {
    const pay = openNodeV3(account);
    return {
      async prepay({ out_trade_no, openid, notify_url, total }) {
        const { data, error } = await pay.transactions_jsapi({
          description: 'Tea',
          out_trade_no,
          notify_url,
          amount: { total },
          payer: { openid },
        });
        if (data === undefined) throw new Error(String(error));
        const field = (name: string) => textIn(data, name);
        return {
          timeStamp: field('timeStamp'),
          nonceStr: field('nonceStr'),
          package: field('package'),
          signType: field('signType'),
          paySign: field('paySign'),
        };
      },
      query: async (out_trade_no) =>
        textIn(await pay.query({ out_trade_no }), 'data', 'trade_state'),
      async close(out_trade_no) {
        const { status, error } = await pay.close(out_trade_no);
        if (status !== 204) throw new Error(String(error));
      },
      async refund(out_trade_no, out_refund_no, total) {
        const amount = { refund: total, total, currency: 'CNY' };
        return textIn(await pay.refunds({ out_trade_no, out_refund_no, amount }), 'data', 'status');
      },
      async open({ headers, body }) {
        const parsed = JSON.parse(body.toString());
        const verified = await pay.verifySign({
          timestamp: headers['wechatpay-timestamp'] ?? '',
          nonce: headers['wechatpay-nonce'] ?? '',
          body: parsed,
          serial: headers['wechatpay-serial'] ?? '',
          signature: headers['wechatpay-signature'] ?? '',
        });
        if (!verified) throw new Error('signature');
        const { ciphertext, associated_data, nonce } = parsed.resource;
        return textIn(pay.decipher_gcm(ciphertext, associated_data, nonce), 'out_trade_no');
      },
    };
  },
};

/** Its client of one merchant, at another address than WeChat's. */
export function openNodeV3({
  baseUrl,
  appid,
  mchid,
  apiV3Key,
  platformKeys,
  ...merchant
}: PeerAccount) {
  KeyTable.add(platformKeys);
  const pay = new NodeV3({
    appid,
    mchid,
    serial_no: merchant.merchantSerial,
    publicKey: Buffer.from(merchant.merchantCertificate),
    privateKey: Buffer.from(merchant.merchantPrivateKey),
    key: apiV3Key,
  });
  pay.createHttp(new RedirectedRequest(baseUrl));
  return pay;
}

/** It keeps WeChat's keys in one table of the class; they are put there as its own download would. */
class KeyTable extends NodeV3 {
  static add(keys: Readonly<Record<string, string>>) {
    NodeV3.certificates = { ...NodeV3.certificates, ...keys };
  }
}

/** Its own HTTP client, with another origin: it has no setting for one. */
class RedirectedRequest extends PayRequest {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    super();
    this.#baseUrl = baseUrl;
  }

  override post(url: string, params: Record<string, unknown>, headers: Record<string, unknown>) {
    return super.post(url.replace(origin, this.#baseUrl), params, headers);
  }

  override get(url: string, headers: Record<string, unknown>) {
    return super.get(url.replace(origin, this.#baseUrl), headers);
  }
}
