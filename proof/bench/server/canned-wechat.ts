import { createPrivateKey, sign } from 'node:crypto';
import type { Transport, TransportAnswer } from '@yifen/wechatpay';
import type { BenchWorld } from './bench-world.ts';

/**
 * A WeChat that answers at once from memory: what is left is our own work. Its answers are signed once a
 * minute and verified every time, as real ones are.
 */
export function createCannedWechat(world: BenchWorld): Transport {
  const key = createPrivateKey(world.platformKey);
  const login = plain({ openid: world.openid, session_key: 'tiihtNczf5v6AKRyjwEUhQ==' });
  let prepay = signed(JSON.stringify({ prepay_id: 'wx201410272009395522657a690389285100' }));
  return async ({ url }) => {
    if (url.includes('/sns/jscode2session')) return login;
    if (Date.now() - prepay.atMs > 60_000)
      prepay = signed(Buffer.from(prepay.answer.body).toString());
    return prepay.answer;
  };

  function signed(text: string): { readonly atMs: number; readonly answer: TransportAnswer } {
    const atMs = Date.now();
    const timestamp = String(Math.floor(atMs / 1000));
    const nonce = 'n'.repeat(32);
    const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${text}\n`), key);
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': world.platformSerial,
      'wechatpay-signature': signature.toString('base64'),
    };
    return { atMs, answer: { status: 200, headers, body: Buffer.from(text) } };
  }
}

function plain(content: object): TransportAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from(JSON.stringify(content)),
  };
}
