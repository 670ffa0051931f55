import { createCipheriv, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';

/** A notification as WeChat sends it: raw body and headers, signed now. */
export interface SealedNotification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Seals and signs one payment notification with the keys given. */
export function sealNotification(
  transaction: object,
  keys: { readonly privateKey: KeyObject; readonly serial: string; readonly apiV3Key: string },
): SealedNotification {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', keys.apiV3Key, nonce);
  cipher.setAAD(Buffer.from('transaction'));
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(transaction), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const body = Buffer.from(
    JSON.stringify({
      id: randomUUID(),
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
    }),
  );
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signNonce = randomBytes(16).toString('hex');
  const message = Buffer.concat([
    Buffer.from(`${timestamp}\n${signNonce}\n`),
    body,
    Buffer.from('\n'),
  ]);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': signNonce,
      'wechatpay-serial': keys.serial,
      'wechatpay-signature': sign('RSA-SHA256', message, keys.privateKey).toString('base64'),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
  };
}

/** A paid transaction as the resource of a notification holds it. */
export function paidTransaction(order: {
  readonly mchid: string;
  readonly appid: string;
  readonly out_trade_no: string;
  readonly transaction_id: string;
  readonly openid: string;
  readonly total: number;
}): object {
  return {
    mchid: order.mchid,
    appid: order.appid,
    out_trade_no: order.out_trade_no,
    transaction_id: order.transaction_id,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: '',
    success_time: '2026-01-01T10:00:05+08:00',
    payer: { openid: order.openid },
    amount: {
      total: order.total,
      payer_total: order.total,
      currency: 'CNY',
      payer_currency: 'CNY',
    },
  };
}
