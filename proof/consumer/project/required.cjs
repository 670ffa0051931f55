// CommonJS: every Node that the SDK supports loads its ES modules by require.
const { createWechatPay, requestMessage } = require('@yifen/wechatpay');
const text = requestMessage({
  method: 'GET',
  url: '/v3/certificates',
  timestamp: '1',
  nonce: 'n',
  body: '',
});
console.log(JSON.stringify({ create: typeof createWechatPay, text: Buffer.from(text).toString() }));
