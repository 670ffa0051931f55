import type { ConsoleClient } from '@yifen/contract';
import { createWechatPay } from '@yifen/wechatpay';
import { pay, type Shop } from './shopper.ts';

/**
 * An order that WeChat says another amount of: a second system of the merchant, with the same keys, has used its number
 * for one fen more, and the payer paid that.
 */
export async function disputedOrder(
  shop: Shop,
  client: ConsoleClient,
  amountFen: number,
): Promise<string> {
  const { openid } = await ask(shop, 'login-codes', 'POST');
  const payer = { openid: String(openid) };
  const wish = { ...payer, amountFen, description: '龙井 250 克' };
  const { id, outTradeNo, appid } = await client.createOrder(wish, crypto.randomUUID());
  const { notifyUrl } = await client.settings();
  const secondSystem = await openWechat(shop);
  try {
    const { requestPayment } = await secondSystem.jsapi.prepay({
      appid,
      payer,
      description: wish.description,
      out_trade_no: outTradeNo,
      notify_url: notifyUrl,
      amount: { total: amountFen + 1 },
    });
    await pay(shop, payer.openid, requestPayment);
  } finally {
    secondSystem.close();
  }
  return id;
}

async function openWechat(shop: Shop) {
  const merchant = await ask(shop, 'merchant', 'GET');
  const text = (name: string) => String(merchant[name]);
  return createWechatPay({
    mchid: text('mchid'),
    merchantSerial: text('merchantSerial'),
    privateKey: text('merchantPrivateKey'),
    apiV3Key: text('apiV3Key'),
    platformKeys: [{ serial: text('publicKeyId'), publicKey: text('publicKey') }],
    baseUrl: shop.simulator,
  });
}

async function ask(
  { simulator }: Shop,
  path: string,
  method: 'GET' | 'POST',
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { 'content-type': 'application/json' };
  const body = method === 'POST' ? { headers, body: '{}' } : {};
  const answer = await fetch(`${simulator}/_simulator/${path}`, { method, ...body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}
