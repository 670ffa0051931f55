import { createCipheriv, createSecretKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  createSynchronousSigner,
  createWechatPay,
  type PlatformKey,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
  type WechatPay,
} from '@yifen/wechatpay';

/** WeChat's key of this file; the merchant's is another one. */
export const wechatKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const serial = 'PUB_KEY_ID_0000000000000024101100397200000006';
const apiV3Key = '0123456789abcdefFEDCBA9876543210';
export const nowMs = 1_770_000_000_000;

/** How WeChat signs, when it does so otherwise than rightly and now. */
export interface Signing {
  readonly atMs?: number;
  readonly serial?: string;
  readonly signature?: string;
  readonly type?: string;
}

/** The headers WeChat puts on an answer or a notification, by the letter of document 4013053249. */
export function signedHeaders(
  body: string | Uint8Array,
  how: Signing = {},
): Record<string, string> {
  const timestamp = String(Math.floor((how.atMs ?? nowMs) / 1000));
  const nonce = 'w'.repeat(32);
  const lines = [Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body), Buffer.from('\n')];
  const signature = sign('RSA-SHA256', Buffer.concat(lines), wechatKeys.privateKey);
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': how.serial ?? serial,
    'wechatpay-signature': how.signature ?? signature.toString('base64'),
    'wechatpay-signature-type': how.type ?? 'WECHATPAY2-SHA256-RSA2048',
    'request-id': '08F78BB5AF0610D302-0',
  };
}

/** An answer of WeChat's, signed unless its headers are given. */
export function answer(
  status: number,
  body: string | object = '',
  headers?: Record<string, string>,
): TransportAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: headers ?? signedHeaders(text), body: Buffer.from(text) };
}

/** A client whose every request gets this answer; `requests` is what it sent. */
export function clientAnswered(
  reply: TransportAnswer,
  platformKeys: readonly PlatformKey[] = [{ serial, publicKey: wechatKeys.publicKey }],
): { readonly wechatpay: WechatPay; readonly requests: TransportRequest[] } {
  const requests: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return reply;
  };
  const wechatpay = createWechatPay({
    mchid: '1900000001',
    merchantSerial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    signer: createSynchronousSigner(merchantKeys.privateKey),
    apiV3Key,
    platformKeys,
    transport,
    system: { nowMs: () => nowMs, nonce: () => 'n'.repeat(32), sleep: async () => {} },
  });
  return { wechatpay, requests };
}

export const merchantKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The record of an unpaid order, as a query answers it. */
export const order = {
  appid: 'wxd678efh567hg6787',
  mchid: '1900000001',
  out_trade_no: 'T20260101000001',
  trade_state: 'NOTPAY',
  trade_state_desc: '订单未支付',
};

/** Asks for that order. */
export function query(wechatpay: WechatPay) {
  return wechatpay.orders.query({ out_trade_no: order.out_trade_no });
}

/** A prepay request that nothing is wrong with. */
export const prepayRequest = {
  appid: order.appid,
  description: 'Tea',
  out_trade_no: order.out_trade_no,
  notify_url: 'https://shop.example/wechatpay/notifications',
  amount: { total: 100 },
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
};

/** Seals a text as WeChat seals a resource: AEAD_AES_256_GCM, the tag behind the ciphertext. */
export function seal(text: string, associated_data: string | undefined = 'transaction') {
  const nonce = 'fdasflkja484';
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(apiV3Key, 'ascii'), nonce);
  cipher.setAAD(Buffer.from(associated_data));
  const sealed = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const ciphertext = Buffer.concat(sealed).toString('base64');
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext,
    associated_data,
    nonce,
  };
}

/** The body of a notification, its keys in the order of real ones. */
export function notice(event_type: string, content: object, change: object = {}): Buffer {
  const envelope = {
    id: 'a82b5edd-58e3-51ef-9a72-5390f23af673',
    create_time: '2026-01-01T10:00:06+08:00',
    resource_type: 'encrypt-resource',
    event_type,
    summary: '支付成功',
    resource: seal(JSON.stringify(content)),
    ...change,
  };
  return Buffer.from(JSON.stringify(envelope));
}

/** Opens a notification, signed rightly unless said otherwise. */
export function open(body: Uint8Array, headers: Record<string, string> = signedHeaders(body)) {
  return clientAnswered(answer(204)).wechatpay.notifications.open({ headers, body });
}

/** The status and the text WeChat gets for a notification whose handler does nothing. */
export async function acknowledge(
  body: Uint8Array | undefined,
  headers: Record<string, string> = signedHeaders(body ?? ''),
  handle: () => unknown = () => {},
): Promise<{ readonly status: number; readonly body: string | undefined }> {
  const { notifications } = clientAnswered(answer(204)).wechatpay;
  const quiet = { onError: () => {} };
  return notifications.answer({ headers, body }, { otherwise: handle }, quiet);
}
