import {
  createDecipheriv,
  createPublicKey,
  createSecretKey,
  createVerify,
  type KeyObject,
} from 'node:crypto';
import { createAeadKey, createKeyRing, openNotification } from '@yifen/wechatpay';
import axiosPlugin from 'wechatpay-axios-plugin';
import NodeV3 from 'wechatpay-node-v3';
import { measureUndisturbed } from '../measure.ts';
import type { Table } from '../report.ts';
import { paidTransaction, sealNotification } from '../sealed-notification.ts';
import { type BenchKeys, makePlatformKeys } from './keys.ts';

const serial = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';

/**
 * Verify the signature over the raw body, open the resource, read its JSON.
 *
 * All contenders are handed what a web framework has: the headers with lower-case names, and the bytes of the body.
 * The README of `wechatpay-axios-plugin` has no example of a notification. Measured is the one of its author's pages:
 * window, serial, signature, two times JSON. That of `wechatpay-node-v3` has signature and decryption only.
 *
 * @see https://wechatpay.js.org/webhook/v3/TRANSACTION.SUCCESS
 * @see https://github.com/klover2/wechatpay-node-v3-ts/blob/master/docs/verifySign.md
 */
export async function notificationTable(keys: BenchKeys): Promise<Table> {
  const platform = makePlatformKeys();
  const transaction = paidTransaction({
    mchid: keys.mchid,
    appid: keys.appid,
    out_trade_no: 'T20260101000001',
    transaction_id: '4200000000000000000000000001',
    openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    total: 100,
  });
  const sealed = sealNotification(transaction, { ...platform, serial, apiV3Key: keys.apiV3Key });
  const header = (name: string) => sealed.headers[name] ?? '';
  const keyRing = createKeyRing([{ serial, publicKey: platform.publicKey }]);
  const aeadKey = createAeadKey(keys.apiV3Key);
  const nodeV3 = makeNodeV3(keys, platform.publicKey);
  const rows = await measureUndisturbed([
    { name: 'node:crypto', run: bareOpen(sealed, platform.publicKey, keys.apiV3Key) },
    {
      name: 'yifen',
      run: (count) => {
        for (let index = 0; index < count; index += 1)
          openNotification(sealed, { keyRing, aeadKey, nowMs: Date.now() });
      },
    },
    {
      name: 'wechatpay-node-v3',
      run: async (count) => {
        for (let index = 0; index < count; index += 1) {
          const text = sealed.body.toString();
          const verified = await nodeV3.verifySign({
            timestamp: header('wechatpay-timestamp'),
            nonce: header('wechatpay-nonce'),
            body: text,
            serial,
            signature: header('wechatpay-signature'),
          });
          const { ciphertext, associated_data, nonce } = JSON.parse(text).resource;
          if (!verified || !nodeV3.decipher_gcm(ciphertext, associated_data, nonce))
            throw new Error('not opened');
        }
      },
    },
    {
      name: 'wechatpay-axios-plugin',
      run: (count) => {
        const { Aes, Formatter, Rsa } = axiosPlugin;
        const platformKeys: Readonly<Record<string, KeyObject>> = {
          [serial]: Rsa.from(platform.publicKey, Rsa.KEY_TYPE_PUBLIC),
        };
        for (let index = 0; index < count; index += 1) {
          const text = sealed.body.toString();
          const timestamp = header('wechatpay-timestamp');
          const key = platformKeys[header('wechatpay-serial')];
          if (Math.abs(Formatter.timestamp() - Number(timestamp)) > 300 || key === undefined)
            throw new Error('not opened');
          const message = Formatter.response(timestamp, header('wechatpay-nonce'), text);
          if (!Rsa.verify(message, header('wechatpay-signature'), key))
            throw new Error('not opened');
          const { ciphertext, associated_data, nonce } = JSON.parse(text).resource;
          JSON.parse(Aes.AesGcm.decrypt(ciphertext, keys.apiV3Key, nonce, associated_data));
        }
      },
    },
  ]);
  return {
    title: 'Open a notification',
    rows,
    target: { name: 'yifen', ratio: 0.95 },
    meaning:
      'Raw headers and bytes to a verified, decrypted, parsed transaction. The base does the same three steps with bare ' +
      '`node:crypto` and checks nothing else: no time window, no form of the fields, no shape of the result. What the others ' +
      'leave out is measured by `npm run peers`. Compared is the fastest twentieth of 600 short rounds of each: other work on ' +
      'the machine, which falls on the longest the hardest, counts little.',
  };
}

/** The quickest correct way found: the one-shot `verify`, joined parts and a joined result are each slower. */
function bareOpen(
  sealed: { headers: Readonly<Record<string, string>>; body: Buffer },
  pem: string,
  apiV3Key: string,
) {
  const publicKey = createPublicKey(pem);
  const secret = createSecretKey(Buffer.from(apiV3Key));
  const { headers, body } = sealed;
  return (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const head = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n`;
      const signature = Buffer.from(headers['wechatpay-signature'] ?? '', 'base64');
      const verifier = createVerify('RSA-SHA256').update(head).update(body).update('\n');
      if (!verifier.verify(publicKey, signature)) throw new Error('not verified');
      const { ciphertext, associated_data, nonce } = JSON.parse(body.toString()).resource;
      const box = Buffer.from(ciphertext, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(associated_data)).setAuthTag(box.subarray(-16));
      const plain = decipher.update(box.subarray(0, -16));
      decipher.final();
      JSON.parse(plain.toString());
    }
  };
}

/** This client keeps platform keys in a static table of its class; it is filled as its download would. */
function makeNodeV3(keys: BenchKeys, platformKey: string) {
  class CertificateTable extends NodeV3 {
    static fill(pem: string) {
      NodeV3.certificates = { [serial]: pem };
    }
  }
  CertificateTable.fill(platformKey);
  return new NodeV3({
    appid: keys.appid,
    mchid: keys.mchid,
    serial_no: keys.merchantSerial,
    publicKey: Buffer.from(keys.merchantCertificate),
    privateKey: Buffer.from(keys.merchantKey),
    key: keys.apiV3Key,
  });
}
