import { createSimulator, type Simulator } from '@yifen/simulator';
import { createWechatPay } from '@yifen/wechatpay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainRefused } from './explain-refused.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await createSimulator({
    explainPaySign: (refused) => explainRefused(simulator.merchant, refused),
  });
});
afterAll(() => simulator.close());

async function prepay(out_trade_no: string) {
  const { merchant, url } = simulator;
  const { code, openid } = simulator.loginCode();
  const query = `appid=${merchant.appid}&secret=${merchant.appSecret}&js_code=${code}&grant_type=authorization_code`;
  await fetch(`${url}/sns/jscode2session?${query}`);
  const wechatpay = createWechatPay({
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl: url,
  });
  const { requestPayment } = await wechatpay.jsapi.prepay({
    appid: merchant.appid,
    description: '试喝',
    out_trade_no,
    notify_url: 'https://pay.example.com/notify',
    amount: { total: 1 },
    payer: { openid },
  });
  wechatpay.close();
  return { openid, ...requestPayment };
}

async function askWhy(language: 'zh' | 'en'): Promise<string> {
  const check = simulator.events().findLast(({ name }) => name === 'cashier.check');
  const answer = await fetch(`${simulator.url}/_simulator/explanations`, {
    method: 'POST',
    body: JSON.stringify({ eventId: check?.id, language }),
  });
  const { text } = (await answer.json()) as { text: string };
  return text;
}

test('the desk’s altered paySign is found to the character', async () => {
  const payment = await prepay('T20260101000001');
  simulator.faults.add({ kind: 'payment.tamper', count: 1 });
  const { dialog } = await simulator.pay(payment);
  expect(dialog).toBe('支付验证签名失败');
  const { paySign } = payment;
  expect(await askWhy('zh')).toContain(`paySign 的第 173 个字符被改过：应为「${paySign[172]}」`);
  expect(await askWhy('en')).toContain('Character 173 of paySign was altered');
});

test('a timestamp that the page made itself is found, too', async () => {
  const payment = await prepay('T20260101000002');
  const timeStamp = String(Number(payment.timeStamp) + 2);
  expect((await simulator.pay({ ...payment, timeStamp })).dialog).toBe('支付验证签名失败');
  expect(await askWhy('en')).toContain('-2 seconds from the one sent');
});
