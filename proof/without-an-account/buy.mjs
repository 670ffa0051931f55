// The payer and the phone: what the mini-program does, and what WeChat does for it.
const wechat = process.env.WECHAT_URL ?? 'http://127.0.0.1:7780';
const shop = process.env.SHOP_URL ?? 'http://127.0.0.1:3000';

async function post(url, body) {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

const { code } = await post(`${wechat}/_simulator/login-codes`, {}); // wx.login
const { openid } = await post(`${shop}/login`, { code });
const { out_trade_no, payment } = await post(`${shop}/orders`, { openid });
const result = await post(`${wechat}/_simulator/payments`, { openid, ...payment }); // wx.requestPayment
console.log(out_trade_no, result.errMsg, result.dialog ?? '');

for (let state = ''; state !== 'paid'; ) {
  ({ state } = await (await fetch(`${shop}/orders/${out_trade_no}`)).json());
  console.log(`the shop says: ${state}`);
  await new Promise((resolve) => setTimeout(resolve, 200));
}
