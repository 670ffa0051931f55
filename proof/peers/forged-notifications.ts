import {
  createCipheriv,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { paidTransaction } from '../bench/sealed-notification.ts';
import type { RawNotification } from './peer.ts';

/** One thing that can be done with a message, and what a careful client answers to it. */
export interface Case<T> {
  readonly name: string;
  readonly right: 'accepts' | 'refuses';
  make(): T;
}

/** WeChat's side of a notification: whose key signs, whose key seals, for whom. */
export interface NotifyingWechat {
  readonly privateKey: KeyObject;
  readonly serial: string;
  readonly apiV3Key: string;
  readonly mchid: string;
  readonly appid: string;
  /** A key of WeChat's that only another merchant's client in this process was given. */
  readonly foreign: { readonly privateKey: KeyObject; readonly serial: string };
}

const minutes = 60;

/** Genuine notifications, and what an attacker or an accident makes of them. */
export function notificationCases(wechat: NotifyingWechat): readonly Case<RawNotification>[] {
  const body = sealedBody(wechat);
  const { privateKey: stranger } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const flipped = sealedBody(wechat, true);
  return [
    { name: 'a genuine notification', right: 'accepts', make: () => signed(wechat, body) },
    {
      name: 'a genuine one whose JSON is spaced as WeChat may space it',
      right: 'accepts',
      make: () => signed(wechat, body.replace('"id":', '"id": ')),
    },
    {
      name: 'amount flipped in the ciphertext, tag and signature as they were',
      right: 'refuses',
      make: () => ({ ...signed(wechat, body), body: Buffer.from(flipped) }),
    },
    {
      name: 'amount flipped in the ciphertext, under a signature that fits (the tag does not)',
      right: 'refuses',
      make: () => signed(wechat, flipped),
    },
    {
      name: 'bytes that were not signed, but parse to the same JSON',
      right: 'refuses',
      make: () => ({
        ...signed(wechat, body),
        body: Buffer.from(body.replace('"id":', '"id" : ')),
      }),
    },
    {
      name: 'replayed ten minutes later',
      right: 'refuses',
      make: () => signed(wechat, body, { ageSeconds: 10 * minutes }),
    },
    {
      name: 'dated ten minutes ahead',
      right: 'refuses',
      make: () => signed(wechat, body, { ageSeconds: -10 * minutes }),
    },
    {
      name: 'without signature headers',
      right: 'refuses',
      make: () => ({ body: Buffer.from(body), headers: { 'content-type': 'application/json' } }),
    },
    {
      name: 'signed by a stranger under a known serial',
      right: 'refuses',
      make: () => signed({ ...wechat, privateKey: stranger }, body),
    },
    {
      name: 'a signature test of WeChat (WECHATPAY/SIGNTEST/…)',
      right: 'refuses',
      make: () => {
        const { headers, body: raw } = signed(wechat, body);
        const signature = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}`;
        return { headers: { ...headers, 'wechatpay-signature': signature }, body: raw };
      },
    },
    {
      name: 'signed with a key that only another merchant’s client was given',
      right: 'refuses',
      make: () => signed({ ...wechat, ...wechat.foreign }, body),
    },
  ];
}

/** Signs bytes as WeChat does. */
export function signed(
  { privateKey, serial }: { readonly privateKey: KeyObject; readonly serial: string },
  body: string,
  { ageSeconds = 0 }: { ageSeconds?: number } = {},
): RawNotification {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const nonce = randomBytes(16).toString('hex');
  const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
  return {
    body: Buffer.from(body),
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': sign('RSA-SHA256', message, privateKey).toString('base64'),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
  };
}

/** The body of a notification of 1 fen; `flip` changes that to 9 in the ciphertext and leaves the tag. */
function sealedBody({ apiV3Key, mchid, appid }: NotifyingWechat, flip = false): string {
  const nonce = 'fdasflkja484';
  const resource = JSON.stringify(
    paidTransaction({
      mchid,
      appid,
      out_trade_no: 'T20260101000001',
      transaction_id: '4200000000000000000000000001',
      openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
      total: 1,
    }),
  );
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from('transaction'));
  const sealed = Buffer.concat([
    cipher.update(resource, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  if (flip) {
    const at = Buffer.from(resource.slice(0, resource.indexOf('"total":1') + 8)).length;
    sealed[at] = (sealed[at] ?? 0) ^ 0x31 ^ 0x39;
  }
  return JSON.stringify({
    id: 'EV-2026010110000500000000000000001',
    create_time: '2026-01-01T10:00:05+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: 'transaction',
      nonce,
    },
  });
}
