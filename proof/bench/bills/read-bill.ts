/** Reads the bill of the address it is sent, and says what that took. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createWechatPay } from '@yifen/wechatpay';

const [{ baseUrl, publicKey }] = await once(process, 'message');
const wechatpay = createWechatPay({
  mchid: '1900000001',
  merchantSerial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  apiV3Key: '0123456789abcdefFEDCBA9876543210',
  platformKeys: [{ serial: 'PUB_KEY_ID_0000000000000024101100397200000006', publicKey }],
  baseUrl,
});

const started = performance.now();
const bill = wechatpay.bills.trade({ bill_date: '2026-01-01' });
let count = 0;
let totalFen = 0;
for await (const row of bill) {
  count += 1;
  totalFen += row.amountFen ?? 0;
}
if (bill.summary?.rows !== count || bill.summary.amountFen !== totalFen) {
  throw new Error('the summary does not agree');
}
wechatpay.close();
process.send?.({
  seconds: (performance.now() - started) / 1000,
  // The operating system counts in kilobytes.
  peakMb: process.resourceUsage().maxRSS / 1024,
});
process.disconnect();
