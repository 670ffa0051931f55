// A purchase from order to notification, on whichever Node runs this; the simulator's address is the argument.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createWechatPay } from '@yifen/wechatpay';

const [, , simulatorUrl] = process.argv;
const control = async (path, body) => {
  const answer = await fetch(`${simulatorUrl}/_simulator/${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return answer.json();
};

const merchant = await control('merchant');
const wechatpay = createWechatPay({
  mchid: merchant.mchid,
  merchantSerial: merchant.merchantSerial,
  privateKey: merchant.merchantPrivateKey,
  apiV3Key: merchant.apiV3Key,
  platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
  baseUrl: simulatorUrl,
});

const notified = Promise.withResolvers();
const inbox = createServer(async (request, response) => {
  const body = await buffer(request);
  notified.resolve(wechatpay.notifications.open({ headers: request.headers, body }));
  response.writeHead(204).end();
}).listen(0, '127.0.0.1');
await once(inbox, 'listening');

const { openid } = await control('login-codes', {});
const out_trade_no = `N${process.versions.node.replaceAll('.', '')}T${Date.now()}`;
const { requestPayment } = await wechatpay.jsapi.prepay({
  appid: merchant.appid,
  description: 'Tea',
  out_trade_no,
  notify_url: `http://127.0.0.1:${inbox.address().port}/notifications`,
  amount: { total: 1 },
  payer: { openid },
});
const { errMsg } = await control('payments', { openid, ...requestPayment });
const { trade_state } = await wechatpay.orders.query({ out_trade_no });
const notification = await notified.promise;
console.log(
  JSON.stringify({
    node: process.versions.node,
    errMsg,
    trade_state,
    event_type: notification.event_type,
    sameOrder: notification.resource.out_trade_no === out_trade_no,
  }),
);
wechatpay.close();
inbox.closeAllConnections();
inbox.close();
