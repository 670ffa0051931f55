import { createDecipheriv, createSign, createVerify, randomBytes } from 'node:crypto';
import express from 'express';

// With an account these are https://api.mch.weixin.qq.com, https://api.weixin.qq.com and your own credentials.
const wechat = process.env.WECHAT_URL ?? 'http://127.0.0.1:7780';
const port = Number(process.env.PORT ?? 3000);
const merchant = await (await fetch(`${wechat}/_simulator/merchant`)).json();

const orders = new Map();
const sign = (lines) =>
  createSign('RSA-SHA256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .sign(merchant.merchantPrivateKey, 'base64');
const now = () => String(Math.floor(Date.now() / 1000));
const nonce = () => randomBytes(16).toString('hex');

async function callWechatPay(path, body) {
  const text = JSON.stringify(body);
  const [timestamp, nonceStr] = [now(), nonce()];
  const signature = sign(['POST', path, timestamp, nonceStr, text]);
  const answer = await fetch(wechat + path, {
    method: 'POST',
    body: text,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'my-shop',
      authorization:
        `WECHATPAY2-SHA256-RSA2048 mchid="${merchant.mchid}",nonce_str="${nonceStr}",` +
        `signature="${signature}",timestamp="${timestamp}",serial_no="${merchant.merchantSerial}"`,
    },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const app = express();

app.post('/login', express.json(), async (request, response) => {
  const { appid, appSecret } = merchant;
  const query = new URLSearchParams({
    appid,
    secret: appSecret,
    js_code: request.body.code,
    grant_type: 'authorization_code',
  });
  const { openid } = JSON.parse(
    await (await fetch(`${wechat}/sns/jscode2session?${query}`)).text(),
  );
  response.json({ openid });
});

app.post('/orders', express.json(), async (request, response) => {
  const out_trade_no = `T${Date.now()}`;
  const { prepay_id } = await callWechatPay('/v3/pay/transactions/jsapi', {
    appid: merchant.appid,
    mchid: merchant.mchid,
    description: 'Tea',
    out_trade_no,
    notify_url: `http://127.0.0.1:${port}/notify`,
    amount: { total: 100, currency: 'CNY' },
    payer: { openid: request.body.openid },
  });
  orders.set(out_trade_no, 'unpaid');
  const payment = { timeStamp: now(), nonceStr: nonce(), package: `prepay_id=${prepay_id}` };
  const paySign = sign([merchant.appid, payment.timeStamp, payment.nonceStr, payment.package]);
  response.json({ out_trade_no, payment: { ...payment, signType: 'RSA', paySign } });
});

// The raw body: a signature is over bytes, not over what JSON.parse makes of them.
app.post('/notify', express.raw({ type: '*/*' }), (request, response) => {
  const header = (name) => request.get(`wechatpay-${name}`) ?? '';
  const text = `${header('timestamp')}\n${header('nonce')}\n${request.body}\n`;
  const verified = createVerify('RSA-SHA256')
    .update(text)
    .verify(merchant.publicKey, header('signature'), 'base64');
  const isFresh = Math.abs(Date.now() / 1000 - Number(header('timestamp'))) <= 300;
  if (!verified || !isFresh) return response.status(401).json({ code: 'FAIL' });
  const { ciphertext, nonce: iv, associated_data } = JSON.parse(request.body).resource;
  const bytes = Buffer.from(ciphertext, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', merchant.apiV3Key, iv);
  cipher.setAuthTag(bytes.subarray(-16)).setAAD(Buffer.from(associated_data));
  const transaction = JSON.parse(cipher.update(bytes.subarray(0, -16)) + cipher.final());
  if (transaction.trade_state === 'SUCCESS' && transaction.amount.total === 100) {
    orders.set(transaction.out_trade_no, 'paid');
  }
  response.status(204).end();
});

app.get('/orders/:number', (request, response) => {
  response.json({ state: orders.get(request.params.number) ?? 'unknown' });
});

app.listen(port, '127.0.0.1', () => console.log(`The shop is at http://127.0.0.1:${port}`));
