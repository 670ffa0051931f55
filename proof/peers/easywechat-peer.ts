import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ServerRequest from 'node-easywechat/dist/Core/Http/ServerRequest.js';
import Pay from 'node-easywechat/dist/Pay/Application.js';
import { type PeerAccount, type PeerMaker, textIn } from './peer.ts';

/** The payment part of `node-easywechat`, as its documentation uses it; its other parts do not load beside today's `node-socialite`. */
export const easyWechat: PeerMaker = {
  name: 'node-easywechat',
  create({ baseUrl, appid, mchid, apiV3Key, platformKeys, ...merchant }) {
    const pay = createPay({ baseUrl, mchid, apiV3Key, platformKeys, ...merchant });
    const client = pay.getClient();
    return {
      async prepay({ out_trade_no, openid, notify_url, total }) {
        const data = {
          appid,
          mchid,
          description: 'Tea',
          out_trade_no,
          notify_url,
          amount: { total },
          payer: { openid },
        };
        const answer = await client.post('/v3/pay/transactions/jsapi', { data });
        const prepayId = textIn(answer.toObject(), 'prepay_id');
        return pay.getUtils().buildMiniAppConfig(prepayId, appid, 'RSA');
      },
      async query(out_trade_no) {
        const path = `/v3/pay/transactions/out-trade-no/${out_trade_no}`;
        const answer = await client.get(path, { params: { mchid } });
        return textIn(answer.toObject(), 'trade_state');
      },
      async close(out_trade_no) {
        const path = `/v3/pay/transactions/out-trade-no/${out_trade_no}/close`;
        const answer = await client.post(path, { data: { mchid } });
        if (answer.getStatusCode() !== 204) throw new Error(answer.getContent(false));
      },
      async refund(out_trade_no, out_refund_no, total) {
        const data = {
          out_trade_no,
          out_refund_no,
          amount: { refund: total, total, currency: 'CNY' },
        };
        const answer = await client.post('/v3/refund/domestic/refunds', { data });
        return textIn(answer.toObject(), 'status');
      },
      async open({ headers, body }) {
        const request = new ServerRequest('POST', '/', { ...headers }, body);
        pay.setRequest(request);
        await pay.getValidator().validate(request);
        const message = await pay.getServer().getDecryptedMessage();
        return textIn(message.toObject(), 'out_trade_no');
      },
    };
  },
};

/** Its payment part for one merchant. It reads keys from files only, when it is first asked for its merchant. */
export function createPay(account: Omit<PeerAccount, 'appid' | 'merchantSerial'>) {
  const folder = mkdtempSync(join(tmpdir(), 'yifen-peer-'));
  const keep = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  try {
    const pay = new Pay({
      mch_id: account.mchid,
      private_key: keep('key.pem', account.merchantPrivateKey),
      certificate: keep('certificate.pem', account.merchantCertificate),
      secret_key: account.apiV3Key,
      platform_certs: Object.fromEntries(
        Object.entries(account.platformKeys).map(([serial, pem]) => [
          serial,
          keep(`${serial}.pem`, pem),
        ]),
      ),
      http: { baseURL: account.baseUrl },
    });
    pay.getMerchant();
    return pay;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
