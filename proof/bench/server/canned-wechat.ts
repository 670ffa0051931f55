import { createPrivateKey, sign } from 'node:crypto';
import type { Transport, TransportAnswer } from '@yifen/wechatpay';
import type { BenchWorld } from './bench-world.ts';

/** As many as are surely more than the orders under way at once. */
const answersKept = 256;
/** An answer is believed for five minutes after it was signed. */
const answerLifeMs = 120_000;

/**
 * A WeChat that answers at once from memory: what is left is our own work. Its answers are signed
 * before they are needed, each with a prepay_id of its own, given out in turn, and verified every time
 * as real ones are.
 */
export function createCannedWechat(world: BenchWorld): Transport {
  const key = createPrivateKey(world.platformKey);
  const login = plain({ openid: world.openid, session_key: 'tiihtNczf5v6AKRyjwEUhQ==' });
  const prepays = Array.from({ length: answersKept }, (_, index) => signPrepay(index));
  let given = 0;
  return async ({ url }) => {
    if (url.includes('/sns/jscode2session')) return login;
    given += 1;
    const index = given % answersKept;
    const kept = prepays[index];
    if (kept && Date.now() - kept.atMs < answerLifeMs) return kept.answer;
    const fresh = signPrepay(index);
    prepays[index] = fresh;
    return fresh.answer;
  };

  function signPrepay(index: number) {
    const prepay_id = `wx201410272009395522657a690389${String(index).padStart(6, '0')}`;
    return signed(JSON.stringify({ prepay_id }));
  }

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
