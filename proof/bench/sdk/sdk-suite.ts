import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import {
  authorizationHeader,
  createAdaptiveSigner,
  createWechatPay,
  paySignMessage,
  requestMessage,
} from '@yifen/wechatpay';
import axiosPlugin from 'wechatpay-axios-plugin';
import NodeV3 from 'wechatpay-node-v3';
import { type Contender, measure, median } from '../measure.ts';
import type { Table } from '../report.ts';
import { type BenchKeys, makeBenchKeys } from './keys.ts';
import { notificationTable } from './notification-table.ts';

const url = '/v3/pay/transactions/jsapi';
const body = JSON.stringify({
  appid: 'wxd678efh567hg6787',
  mchid: '1900007291',
  description: 'Image形象店-深圳腾大-QQ公仔',
  out_trade_no: '1217752501201407033233368018',
  notify_url: 'https://www.weixin.qq.com/wxpay/pay.php',
  amount: { total: 100, currency: 'CNY' },
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
});

/** The SDK against bare `node:crypto` and against the two most installed clients, as their READMEs use them. */
export async function sdkSuite(): Promise<readonly Table[]> {
  const keys = await makeBenchKeys();
  return [await authorizationTable(keys), await paySignTable(keys), await notificationTable(keys)];
}

async function authorizationTable(keys: BenchKeys): Promise<Table> {
  const signer = createAdaptiveSigner(keys.merchantKey);
  const ours = async () => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = randomUUID().replaceAll('-', '');
    const message = requestMessage({ method: 'POST', url, timestamp, nonce, body });
    const signature = await signer.sign(message);
    authorizationHeader({
      mchid: keys.mchid,
      serial: keys.merchantSerial,
      timestamp,
      nonce,
      signature,
    });
  };
  const nodeV3 = makeNodeV3(keys);
  const rows = await measure([
    bareSign(keys),
    { name: 'yifen, one by one', run: (count) => repeat(count, ours) },
    { name: 'yifen, 32 at once', atOnce: 32, work: ours },
    {
      name: 'wechatpay-node-v3',
      run: (count) => {
        for (let index = 0; index < count; index += 1) {
          const timestamp = String(Math.floor(Date.now() / 1000));
          const nonce = Math.random().toString(36).slice(2, 17);
          nodeV3.getAuthorization(
            nonce,
            timestamp,
            nodeV3.getSignature('POST', nonce, timestamp, url, body),
          );
        }
      },
    },
    {
      name: 'wechatpay-axios-plugin',
      run: (count) => {
        const { Formatter, Rsa } = axiosPlugin;
        const key = Rsa.from(keys.merchantKey, Rsa.KEY_TYPE_PRIVATE);
        for (let index = 0; index < count; index += 1) {
          const nonce = Formatter.nonce();
          const timestamp = String(Formatter.timestamp());
          const signature = Rsa.sign(Formatter.request('POST', url, timestamp, nonce, body), key);
          Formatter.authorization(keys.mchid, nonce, signature, timestamp, keys.merchantSerial);
        }
      },
    },
  ]);
  return {
    title: 'Authorization header',
    rows,
    target: { name: 'yifen, one by one', ratio: 0.95 },
    meaning:
      'One `Authorization` header of a prepay: clock, nonce, text, signature, header. The base is `crypto.sign` alone with a ' +
      'cached key, one call after another on one thread; “32 at once” may use the other cores through the thread pool.',
  };
}

async function paySignTable(keys: BenchKeys): Promise<Table> {
  const pay = createWechatPay({
    mchid: keys.mchid,
    merchantSerial: keys.merchantSerial,
    privateKey: keys.merchantKey,
    apiV3Key: keys.apiV3Key,
    platformKeys: [{ certificate: keys.merchantCertificate }],
  });
  const prepay_id = 'wx201410272009395522657a690389285100';
  const ours = () => pay.requestPayment({ appid: keys.appid, prepay_id });
  const nodeV3 = makeNodeV3(keys);
  const rows = await measure([
    bareSign(
      keys,
      paySignMessage({
        appId: keys.appid,
        timeStamp: '1554208460',
        nonceStr: 'n'.repeat(32),
        package: `prepay_id=${prepay_id}`,
      }),
    ),
    { name: 'yifen, one by one', run: (count) => repeat(count, ours) },
    { name: 'yifen, 32 at once', atOnce: 32, work: ours },
    {
      name: 'wechatpay-node-v3',
      run: (count) => {
        for (let index = 0; index < count; index += 1) {
          const timeStamp = String(Math.floor(Date.now() / 1000));
          const nonce = Math.random().toString(36).slice(2, 17);
          nodeV3.signPayment(`${keys.appid}\n${timeStamp}\n${nonce}\nprepay_id=${prepay_id}\n`);
        }
      },
    },
    {
      name: 'wechatpay-axios-plugin',
      run: (count) => {
        const { Formatter, Rsa } = axiosPlugin;
        const key = Rsa.from(keys.merchantKey, Rsa.KEY_TYPE_PRIVATE);
        for (let index = 0; index < count; index += 1) {
          const lines = [
            keys.appid,
            String(Formatter.timestamp()),
            Formatter.nonce(),
            `prepay_id=${prepay_id}`,
          ];
          Rsa.sign(Formatter.joinedByLineFeed(...lines), key);
        }
      },
    },
  ]);
  const pooledCost = await costOfPool(bareSign(keys), ours);
  pay.close();
  return {
    title: 'paySign',
    rows,
    target: { name: 'yifen, 32 at once', ratio: 1.7 },
    meaning:
      'The five parameters of `wx.requestPayment` from a `prepay_id`, against the same bare `crypto.sign`. Above 1 means more ' +
      'than one core at work. Of “32 at once” there are always 32 under way, the next begun when one ends.',
    note: `32 at once take ${percent(pooledCost - 1)} more processor time each than bare signatures: two cores that have nothing else to do allow ${(2 / pooledCost).toFixed(2)}`,
  };
}

/** Processor time of each of 32 at once, against that of a bare signature; unlike a rate, it is no less on a busy machine. */
async function costOfPool(bare: Contender, ours: () => Promise<unknown>): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const alone = await processorTime(() => bare.run(128));
    ratios.push((await processorTime(() => together(128, ours))) / alone);
  }
  return median(ratios);
}

async function processorTime(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The machine's own limit: one synchronous signature after another with a cached key. */
function bareSign(keys: BenchKeys, message?: Uint8Array): Contender {
  const key = createPrivateKey(keys.merchantKey);
  const text =
    message ??
    requestMessage({ method: 'POST', url, timestamp: '1554208460', nonce: 'n'.repeat(32), body });
  return {
    name: 'node:crypto',
    run: (count) => {
      for (let index = 0; index < count; index += 1)
        sign('RSA-SHA256', text, key).toString('base64');
    },
  };
}

/** Its `sign` is what its JSAPI call uses to sign the payment parameters; only the class itself may call it. */
class NodeV3Payment extends NodeV3 {
  signPayment(text: string): string {
    return this.sign(text);
  }
}

function makeNodeV3(keys: BenchKeys) {
  return new NodeV3Payment({
    appid: keys.appid,
    mchid: keys.mchid,
    serial_no: keys.merchantSerial,
    publicKey: Buffer.from(keys.merchantCertificate),
    privateKey: Buffer.from(keys.merchantKey),
    key: keys.apiV3Key,
  });
}

async function repeat(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) await work();
}

async function together(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
}
