/** Reconciles the day it is sent with the trade bill it is told of, and says what that took. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { loadConfig, reconcileNow } from '@yifen/server';

const [{ baseUrl, publicKey, day, databaseUrl }] = await once(process, 'message');
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { config, findings } = loadConfig({
  YIFEN_DATABASE_URL: databaseUrl,
  YIFEN_LOG_LEVEL: 'silent',
  YIFEN_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  WECHAT_APPID: 'wxd678efc567ac6787',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHATPAY_BASE_URL: baseUrl,
  WECHATPAY_MCHID: '1900000001',
  WECHATPAY_MERCHANT_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  WECHATPAY_MERCHANT_KEY: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  WECHATPAY_APIV3_KEY: '0123456789abcdefFEDCBA9876543210',
  WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0000000000000024101100397200000006',
  WECHATPAY_PUBLIC_KEY: publicKey,
});
if (config === undefined) throw new Error(JSON.stringify(findings));

const started = performance.now();
const { bills, open } = await reconcileNow({ config, day, bills: ['trade'] });
const seconds = (performance.now() - started) / 1000;
if (bills[0]?.state !== 'finished') throw new Error(`not finished: ${bills[0]?.problem}`);
process.send?.({
  seconds,
  differences: open.length,
  // The operating system counts in kilobytes.
  peakMb: process.resourceUsage().maxRSS / 1024,
});
process.disconnect();
