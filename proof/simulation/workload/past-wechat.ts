import { createSynchronousSigner, createWechatPay, type WechatPay } from '@yifen/wechatpay';
import type { Stage } from './actor.ts';

/** WeChat as somebody with the merchant's keys reaches it past our server, over a line that nothing disturbs. */
export function openPastWechat(stage: Stage, who: string): WechatPay {
  const { wechat, scheduler, random } = stage;
  const { mchid, publicKeyId, publicKey } = wechat.merchant;
  const { merchantSerial, merchantKey, apiV3Key } = stage.credentials();
  return createWechatPay({
    mchid,
    merchantSerial,
    signer: createSynchronousSigner(merchantKey),
    apiV3Key,
    platformKeys: [{ serial: publicKeyId, publicKey }],
    system: {
      nowMs: scheduler.nowMs,
      nonce: () => random.text(`nonce ${who}`, 32, '0123456789abcdef'),
      sleep: (durationMs) => scheduler.wait(durationMs, `${who} sleeps`),
    },
    async transport({ method, url, headers, body }) {
      const { pathname, search } = new URL(url);
      const answer = await wechat.inject({
        method: method as 'GET' | 'POST',
        url: pathname + search,
        headers: { ...headers },
        ...(body === undefined ? {} : { body: Buffer.from(body).toString() }),
      });
      const names = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      return {
        status: answer.status,
        headers: Object.fromEntries(names),
        body: answer.bytes,
      };
    },
  });
}
