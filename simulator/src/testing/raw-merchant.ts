import {
  createDecipheriv,
  createPrivateKey,
  createVerify,
  sign,
  X509Certificate,
} from 'node:crypto';
import type { SimulatorMerchant } from '../index.ts';

/** An answer read as bytes, headers in lower case. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** What a test may get wrong on purpose. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly body?: string | Buffer;
  /** The body that is signed, when it is not the one that is sent. */
  readonly signedBody?: string;
  readonly timestamp?: string;
  readonly mchid?: string;
  readonly serial?: string;
  readonly authorization?: string;
  readonly headers?: Record<string, string>;
}

/** A merchant's server made of bare node:crypto: a reading of the protocol that shares nothing with the simulator. */
export function createRawMerchant(
  url: string,
  merchant: SimulatorMerchant,
  nowMs = () => Date.now(),
) {
  const key = createPrivateKey(merchant.merchantPrivateKey);

  function authorization(request: RawRequest): string {
    const timestamp = request.timestamp ?? String(Math.floor(nowMs() / 1000));
    const nonce = 'abcdefghijklmnopqrstuvwxyz012345';
    const body = request.signedBody ?? request.body ?? '';
    const text = `${request.method ?? 'GET'}\n${request.path}\n${timestamp}\n${nonce}\n${body}\n`;
    const signature = sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
    const mchid = request.mchid ?? merchant.mchid;
    const serial = request.serial ?? merchant.merchantSerial;
    return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`;
  }

  const ask = (request: RawRequest): Promise<Response> =>
    fetch(url + request.path, {
      method: request.method ?? 'GET',
      headers: {
        Accept: 'application/json',
        'User-Agent': 'raw',
        Authorization: request.authorization ?? authorization(request),
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined
        ? {}
        : { body: typeof request.body === 'string' ? request.body : new Uint8Array(request.body) }),
    });

  async function send(request: RawRequest): Promise<RawAnswer> {
    const answer = await ask(request);
    const text = await answer.text();
    const json: Record<string, unknown> = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: answer.status, headers: answer.headers, text, json };
  }

  /** Sends a body as JSON. */
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send({ method: 'POST', path, body: JSON.stringify(body), headers });

  function paySign(...lines: readonly string[]): string {
    const text = lines.map((line) => `${line}\n`).join('');
    return sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
  }

  return {
    send,
    post,
    /** Uploads a file; `signedBody` is what gets signed, `meta` by default. */
    upload(path: string, filename: string, bytes: Buffer, meta: object, signedBody?: string) {
      const metaText = JSON.stringify(meta);
      const disposition = 'Content-Disposition: form-data; name=';
      const head = `--b0\r\n${disposition}"meta"\r\nContent-Type: application/json\r\n\r\n${metaText}\r\n--b0\r\n${disposition}"file"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b0--\r\n')]);
      const headers = { 'Content-Type': 'multipart/form-data; boundary=b0' };
      return send({ method: 'POST', path, body, signedBody: signedBody ?? metaText, headers });
    },
    get: (path: string) => send({ path }),
    async getBytes(path: string) {
      const answer = await ask({ path });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, headers: answer.headers, bytes };
    },
    paySign,
    prepay: (body: unknown, headers: Record<string, string> = {}) =>
      post('/v3/pay/transactions/jsapi', body, headers),
    query: (outTradeNo: string) =>
      send({ path: `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${merchant.mchid}` }),
    close: (outTradeNo: string) =>
      post(`/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, { mchid: merchant.mchid }),
    /** The five parameters for `wx.requestPayment`. */
    paymentParams(prepayId: string, appid = merchant.appid) {
      const timeStamp = String(Math.floor(nowMs() / 1000));
      const nonceStr = 'n0123456789';
      const packageText = `prepay_id=${prepayId}`;
      const signed = paySign(appid, timeStamp, nonceStr, packageText);
      return { timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign: signed };
    },
    /** Whether an answer or a notification carries a true signature by the key it names. */
    isSigned(headers: Headers, body: string): boolean {
      const get = (name: string) => headers.get(`wechatpay-${name}`) ?? '';
      const publicKey =
        get('serial') === merchant.publicKeyId
          ? merchant.publicKey
          : new X509Certificate(merchant.platformCertificate).publicKey;
      return createVerify('RSA-SHA256')
        .update(`${get('timestamp')}\n${get('nonce')}\n${body}\n`)
        .verify(publicKey, get('signature'), 'base64');
    },
    /** Opens an AEAD_AES_256_GCM object. */
    open(sealed: { ciphertext: string; nonce: string; associated_data: string }): string {
      const bytes = Buffer.from(sealed.ciphertext, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', merchant.apiV3Key, sealed.nonce);
      decipher.setAAD(Buffer.from(sealed.associated_data));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
    },
  };
}
