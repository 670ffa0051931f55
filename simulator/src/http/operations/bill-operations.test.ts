import { constants, createDecipheriv, createHash, privateDecrypt } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { SimulatorOptions } from '../../simulator.ts';
import { startShop } from '../../testing/start-shop.ts';

const HOUR_MS = 3_600_000;
const DAY = '2026-01-01';

interface Applied {
  readonly hash_type: string;
  readonly hash_value: string;
  readonly download_url: string;
}

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');

/** A day with one payment of one yuan and a refund of 30 fen an hour later. */
async function startDay(options: SimulatorOptions = {}, order: Record<string, unknown> = {}) {
  const shop = await startShop(options);
  const { outTradeNo, params } = await shop.prepaid(order);
  await shop.simulator.pay({ openid: shop.openid, ...params });
  await shop.clock.advance(HOUR_MS);
  const refund = await shop.merchant.post('/v3/refund/domestic/refunds', {
    out_trade_no: outTradeNo,
    out_refund_no: 'R1',
    amount: { refund: 30, total: 100, currency: 'CNY' },
  });
  await shop.clock.advance(23 * HOUR_MS);
  const apply = (kind: string, query = '') =>
    shop.merchant.get(`/v3/bill/${kind}?bill_date=${DAY}${query}`);
  async function download({ download_url }: Applied) {
    const { pathname, search, origin } = new URL(download_url);
    expect(origin).toBe(shop.simulator.url);
    return shop.merchant.getBytes(pathname + search);
  }
  return { ...shop, outTradeNo, refund: refund.json, apply, download };
}

/** Cells of well-behaved rows. */
const cells = (line = '') => line.split(',').map((cell) => cell.replace(/^`/, ''));

test('the trade bill is a file with byte order mark, CRLF and backticks, and hashes as announced', async () => {
  const { apply, download, simulator, outTradeNo, refund, openid } = await startDay();
  const applied = await apply('tradebill');
  const bill = applied.json as unknown as Applied;
  expect(bill.hash_type).toBe('SHA1');
  const { bytes, headers } = await download(bill);
  expect(sha1(bytes)).toBe(bill.hash_value);
  expect(headers.get('content-type')).toBe('text/plain');
  expect(headers.get('wechatpay-signature')).toBeNull();
  const text = bytes.toString('utf8');
  expect(text.startsWith('\uFEFF交易时间,公众账号ID,')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  const [header, payment, refunded, summaryHeader, summary, end] = text.slice(1).split('\r\n');
  expect(end).toBe('');
  expect(cells(header)).toHaveLength(27);
  const { mchid, appid } = simulator.merchant;
  const { transaction_id, refund_id } = refund;
  const known = [appid, mchid, '0', '', transaction_id, outTradeNo, openid, 'JSAPI'];
  const goods = ['一分钱的测试商品', ''];
  expect(cells(payment)).toEqual([
    ...['2026-01-01 10:00:00', ...known, 'SUCCESS', 'OTHERS', 'CNY', '1.00', '0.00'],
    ...['0', '0', '0.00', '0.00', '', '', ...goods, '0.01000', '0.60%', '1.00', '0.00', ''],
  ]);
  expect(cells(refunded)).toEqual([
    ...['2026-01-01 11:00:00', ...known, 'REFUND', 'OTHERS', 'CNY', '0.00', '0.00'],
    ...[refund_id, 'R1', '0.30', '0.00', 'ORIGINAL', 'SUCCESS'],
    ...[...goods, '0.00000', '0.60%', '0.00', '0.30', ''],
  ]);
  expect(summaryHeader?.startsWith('总交易单数,')).toBe(true);
  expect(cells(summary)).toEqual(['2', '1.00', '0.30', '0.00', '0.01000', '1.00', '0.30']);
});

test('SUCCESS and REFUND bills have their own columns and rows', async () => {
  const { apply, download } = await startDay();
  const linesOf = async (type: string) => {
    const { json } = await apply('tradebill', `&bill_type=${type}`);
    return (await download(json as unknown as Applied)).bytes.toString('utf8').split('\r\n');
  };
  const success = await linesOf('SUCCESS');
  expect([cells(success[0]).length, cells(success[1]).length, success.length]).toEqual([20, 20, 5]);
  const refunds = await linesOf('REFUND');
  expect([cells(refunds[0]).length, cells(refunds[1]).length, refunds.length]).toEqual([29, 29, 5]);
  expect(cells(refunds[1]).slice(14, 16)).toEqual(['2026-01-01 11:00:00', '2026-01-01 11:05:00']);
});

test.each([
  ['plain', 'plain' as const],
  ['gzip, by variant', 'gzip' as const],
])('a GZIP bill is a gzip file; its hash is of the %s file', async (_, billHash) => {
  const { apply, download } = await startDay({ variants: { billHash } });
  const bill = (await apply('tradebill', '&tar_type=GZIP')).json as unknown as Applied;
  expect(bill.download_url).toContain('&tartype=gzip');
  const { bytes, headers } = await download(bill);
  expect(headers.get('content-type')).toBe('application/x-gzip');
  expect(sha1(billHash === 'gzip' ? bytes : gunzipSync(bytes))).toBe(bill.hash_value);
});

test('hostile goods names are made harmless, or by variant left as they are', async () => {
  const description = '红,绿`"茶"\n,`0.00';
  const escaped = await startDay({}, { description });
  const textOf = async ({ apply, download }: typeof escaped) =>
    (await download((await apply('tradebill')).json as unknown as Applied)).bytes.toString('utf8');
  expect(await textOf(escaped)).toContain('`红\\ 绿`"茶"\\n\\ `0.00,`');
  const verbatim = await startDay({ variants: { billText: 'verbatim' } }, { description });
  expect(await textOf(verbatim)).toContain(`\`${description},\``);
});

test('a bill is there from 10:00 on the next day, and only for a day with trade', async () => {
  const { apply, clock, merchant } = await startDay();
  const ask = (day: string) => merchant.get(`/v3/bill/tradebill?bill_date=${day}`);
  expect((await apply('tradebill')).status).toBe(200);
  const refused = async (day: string, code: string) =>
    expect(await ask(day)).toMatchObject({ status: 400, json: { code } });
  await refused('2026-01-02', 'INVALID_REQUEST');
  await refused('2025-12-31', 'NO_STATEMENT_EXIST');
  await refused('2026-02-30', 'INVALID_REQUEST');
  await refused('2026-1-1', 'PARAM_ERROR');
  await clock.advance(24 * HOUR_MS - 1);
  await refused('2026-01-02', 'STATEMENT_CREATING');
  await clock.advance(1);
  await refused('2026-01-02', 'NO_STATEMENT_EXIST');
  await clock.advance(100 * 24 * HOUR_MS);
  await refused(DAY, 'INVALID_REQUEST');
});

test('a bill shows a refund as it stood at 9:00 on the next day, for ever', async () => {
  const { prepaid, openid, simulator, clock, merchant } = await startShop({
    variants: { refundArrivalMs: 30 * HOUR_MS },
  });
  const { outTradeNo, params } = await prepaid();
  await simulator.pay({ openid, ...params });
  const amount = { refund: 100, total: 100, currency: 'CNY' };
  const body = { out_trade_no: outTradeNo, out_refund_no: 'R1', amount };
  await merchant.post('/v3/refund/domestic/refunds', body);
  await clock.advance(48 * HOUR_MS);
  const { json } = await merchant.get(`/v3/bill/tradebill?bill_date=${DAY}&bill_type=REFUND`);
  const { pathname, search } = new URL(String(json.download_url));
  expect((await merchant.get(pathname + search)).text).toContain('`ORIGINAL,`PROCESSING,`');
});

test.each([
  ['bill.drop-row', ['1', '0.00', '0.30']],
  ['bill.extra-row', ['3', '2.00', '0.30']],
  ['bill.alter-row', ['2', '1.01', '0.30']],
] as const)(
  'the fault %s makes a bill that is wrong and agrees with itself',
  async (kind, sums) => {
    const { apply, download, simulator } = await startDay();
    simulator.faults.add({ kind });
    const bill = (await apply('tradebill')).json as unknown as Applied;
    const { bytes } = await download(bill);
    expect(sha1(bytes)).toBe(bill.hash_value);
    const lines = bytes.toString('utf8').split('\r\n');
    expect(lines).toHaveLength(Number(sums[0]) + 4);
    const [rows, , , , , paid, refunded] = cells(lines.at(-2));
    expect([rows, paid, refunded]).toEqual(sums);
    const honest = (await apply('tradebill')).json as unknown as Applied;
    expect((await download(honest)).bytes.equals(bytes)).toBe(false);
  },
);

test('a late bill is refused after 10:00 too, and there when it is asked for again', async () => {
  const { apply, simulator } = await startDay();
  simulator.faults.add({ kind: 'bill.late', count: 2 });
  expect((await apply('tradebill')).json.code).toBe('STATEMENT_CREATING');
  expect((await apply('fundflowbill')).json.code).toBe('STATEMENT_CREATING');
  expect((await apply('tradebill')).status).toBe(200);
});

test('a download address is good for five minutes and for signed requests', async () => {
  const { apply, merchant, clock } = await startDay();
  const { download_url } = (await apply('tradebill')).json as unknown as Applied;
  const path = new URL(download_url).pathname + new URL(download_url).search;
  expect((await merchant.send({ path, authorization: 'none' })).status).toBe(401);
  expect((await merchant.get(path.replace(/token=./, 'token=_'))).status).toBe(400);
  await clock.advance(300_000 - 1);
  expect((await merchant.get(path)).status).toBe(200);
  await clock.advance(1);
  expect(await merchant.get(path)).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REQUEST' },
  });
});

test('the fund-flow bill lists payment, fee and refund with the balance after each', async () => {
  const { apply, download, refund } = await startDay();
  const { bytes } = await download((await apply('fundflowbill')).json as unknown as Applied);
  const [header, ...lines] = bytes.toString('utf8').split('\r\n');
  expect(cells(header)).toHaveLength(11);
  const money = lines.slice(0, 3).map((line) => cells(line).slice(3, 8));
  expect(money).toEqual([
    ['交易', '交易', '收入', '1.00', '1.00'],
    ['扣除交易手续费', '扣除交易手续费', '支出', '0.01', '0.99'],
    ['退款', '退款', '支出', '0.30', '0.69'],
  ]);
  expect(cells(lines[2])[1]).toBe(refund.refund_id);
  expect(cells(lines[4])).toEqual(['3', '1', '1.00', '2', '0.31']);
  const empty = await apply('fundflowbill', '&account_type=OPERATION');
  expect(empty.json.code).toBe('NO_STATEMENT_EXIST');
});

test("a sub-merchant's fund bill is sealed under a key sealed for the merchant", async () => {
  const { simulator, merchant, order, openid, clock } = await startShop();
  const { mchid, appid, subMerchant, merchantPrivateKey } = simulator.merchant;
  const { appid: _, mchid: __, payer: ___, ...terms } = order();
  const { json } = await merchant.post('/v3/pay/partner/transactions/jsapi', {
    ...{ sp_appid: appid, sp_mchid: mchid, sub_mchid: subMerchant.mchid },
    ...{ ...terms, payer: { sp_openid: openid } },
  });
  await simulator.pay({ openid, ...merchant.paymentParams(String(json.prepay_id)) });
  await clock.advance(24 * HOUR_MS);
  const query = `sub_mchid=${subMerchant.mchid}&bill_date=${DAY}&account_type=BASIC`;
  const path = `/v3/bill/sub-merchant-fundflowbill?${query}&algorithm=AEAD_AES_256_GCM`;
  const { download_bill_count, download_bill_list } = (await merchant.get(path)).json;
  expect(download_bill_count).toBe(1);
  const [entry] = download_bill_list as (Applied & { encrypt_key: string; nonce: string })[];
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  const sealedKey = Buffer.from(entry?.encrypt_key ?? '', 'base64');
  const key = privateDecrypt({ key: merchantPrivateKey, ...padding }, sealedKey);
  const url = new URL(entry?.download_url ?? '');
  const { bytes } = await merchant.getBytes(url.pathname + url.search);
  const opener = createDecipheriv('aes-256-gcm', key, entry?.nonce ?? '');
  opener.setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([opener.update(bytes.subarray(0, -16)), opener.final()]);
  expect(sha1(plain)).toBe(entry?.hash_value);
  expect(plain.toString('utf8')).toContain('`收入,`1.00,`1.00,`');
  const tradePath = `/v3/bill/tradebill?bill_date=${DAY}&sub_mchid=${subMerchant.mchid}`;
  expect((await merchant.get(tradePath)).status).toBe(200);
  const foreign = await merchant.get(path.replace(subMerchant.mchid, '1900000999'));
  expect(foreign.status).toBe(403);
});
