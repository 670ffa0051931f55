import { createCipheriv, createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encryptOaep } from '../../core/encrypt-oaep.ts';
import { createWechatPay } from '../../create-wechatpay.ts';
import type { Transport } from '../../http/transport.ts';
import { formatBill, type Trade } from '../../testing/format-bill.ts';
import { startMs, startSimulator } from '../../testing/start-simulator.ts';
import {
  answer,
  failureOf,
  merchantKeys,
  scripted,
  testOptions,
} from '../../testing/test-wechat.ts';
import type { Bill } from './bills.ts';

const dayMs = 24 * 3_600_000;
const bill_date = new Date(startMs + 8 * 3_600_000).toISOString().slice(0, 10);

async function list<Row>(bill: Bill<Row, unknown>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of bill) rows.push(row);
  return rows;
}

/** Two payments and a refund, and two days later a client of the merchant. */
async function startDay(options = {}, change = {}) {
  const world = await startSimulator(options);
  const { simulator, merchant, clock } = world;
  const client = createWechatPay({ ...world.clientOptions, ...change });
  const { openid } = simulator.loginCode();
  const order = async (out_trade_no: string, description: string, total: number) => {
    const { requestPayment } = await client.jsapi.prepay({
      appid: merchant.appid,
      description,
      out_trade_no,
      notify_url: 'http://127.0.0.1:1/notify',
      amount: { total },
      payer: { openid },
    });
    expect(await simulator.pay({ openid, ...requestPayment })).toMatchObject({
      errMsg: 'requestPayment:ok',
    });
  };
  await order('T00001', '茶, "绿", `新`,`贵\n的', 880);
  await order('T00002', '杯', 1200);
  const amount = { refund: 300, total: 880, currency: 'CNY' } as const;
  await client.refunds.create({ out_trade_no: 'T00001', out_refund_no: 'R1', amount });
  const ahead = () => clock.advance(2 * dayMs);
  return { ...world, client, ahead };
}

test.each([
  ['plain, texts verbatim', {}, { variants: { billText: 'verbatim' } } as const],
  ['gzip, hash of the plain file', { tar_type: 'GZIP' }, {}] as const,
  [
    'gzip, hash of the packed file',
    { tar_type: 'GZIP' },
    { variants: { billHash: 'gzip' } },
  ] as const,
])(
  'a trade bill is read row by row, and its summary agrees: %s',
  async (_name, request, options) => {
    const { client, ahead } = await startDay(options);
    await ahead();
    const bill = client.bills.trade({ bill_date, ...request });
    expect([bill.summary, bill.file]).toEqual([undefined, undefined]);
    const rows = await list(bill);
    const plain = await client.bills.requestTradeBill({ bill_date, ...request });
    let bytes = 0;
    for await (const piece of client.bills.download(plain)) bytes += piece.length;
    expect(bill.file).toEqual({ sha1: plain.hash_value, bytes });
    expect(
      rows.map(({ outTradeNo, amountFen, requestedRefundFen }) => [
        outTradeNo,
        amountFen,
        requestedRefundFen,
      ]),
    ).toEqual([
      ['T00001', 880, 0],
      ['T00002', 1200, 0],
      ['T00001', 0, 300],
    ]);
    expect(bill.summary).toMatchObject({ rows: 3, amountFen: 2080, requestedRefundFen: 300 });
    if ('variants' in options && 'billText' in options.variants) {
      expect(rows[0]?.description).toBe('茶, "绿", `新`,`贵\n的');
    }
  },
);

test('SUCCESS and REFUND bills have their own rows, the fund-flow bill its movements', async () => {
  const { client, ahead } = await startDay();
  await ahead();
  const paid = await list(client.bills.trade({ bill_date, bill_type: 'SUCCESS' }));
  expect(paid.map(({ refundId }) => refundId)).toEqual([undefined, undefined]);
  const [refund] = await list(client.bills.trade({ bill_date, bill_type: 'REFUND' }));
  expect(refund).toMatchObject({
    outRefundNo: 'R1',
    refundAppliedTime: expect.stringMatching(/^\d{4}-/),
  });
  const flow = client.bills.fundFlow({ bill_date });
  const rows = await list(flow);
  expect(flow.summary?.rows).toBe(rows.length);
  expect(new Set(rows.map(({ direction }) => direction))).toEqual(new Set(['in', 'out']));
});

test('a day without trade has no rows and no summary; a day not over is an error that says what to do', async () => {
  const { client, ahead } = await startDay();
  await ahead();
  const yesterday = new Date(startMs + 8 * 3_600_000 - dayMs).toISOString().slice(0, 10);
  const empty = client.bills.trade({ bill_date: yesterday });
  expect(await list(empty)).toEqual([]);
  expect(empty.summary).toBeUndefined();
  const future = new Date(startMs + 9 * dayMs).toISOString().slice(0, 10);
  expect(await failureOf(list(client.bills.trade({ bill_date: future })))).toMatchObject({
    name: 'ApiError',
    outcome: 'refused',
  });
});

const tea: Trade = {
  outTradeNo: 'T00001',
  description: '茶',
  attach: '',
  amountFen: 880,
  feeMilliFen: 5000,
};

/** A WeChat with one bill of our own making. */
function serve(file: Uint8Array, ticket: object, pieces?: readonly Uint8Array[]) {
  const apply = {
    hash_type: 'SHA1',
    hash_value: sha1(file),
    download_url: 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=a%2Bb',
    ...ticket,
  };
  const { transport, requests } = scripted((request) => {
    if (!request.url.includes('/billdownload/')) return answer(200, apply);
    const chunks =
      pieces &&
      (async function* () {
        yield* pieces;
      })();
    return { status: 200, headers: {}, body: file, ...(chunks && { chunks }) };
  });
  return { ...clientOf(transport), requests };
}

function clientOf(transport: Transport) {
  const { signer: _, ...options } = testOptions(transport);
  return createWechatPay({ ...options, privateKey: merchantKeys.privateKey });
}

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');
const text = Buffer.from(formatBill([tea]));
const request = { bill_date: '2026-01-01' };

test('the download goes to the address verbatim, signed, and takes an unsigned answer', async () => {
  const { bills, requests } = serve(text, {});
  await list(bills.trade(request));
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET https://api.mch.weixin.qq.com/v3/bill/tradebill?bill_date=2026-01-01',
    'GET https://api.mch.weixin.qq.com/v3/billdownload/file?token=a%2Bb',
  ]);
  expect(requests[1]).toMatchObject({ streamed: true, headers: { accept: '*/*' } });
  expect(requests[1]?.headers.authorization).toMatch(/^WECHATPAY2-SHA256-RSA2048 /);
});

test('a file that is not the one announced is refused at its end, rows or not', async () => {
  const { bills } = serve(text, { hash_value: '0'.repeat(40) });
  const rows: unknown[] = [];
  const read = async () => {
    for await (const row of bills.trade(request)) rows.push(row);
  };
  expect(await failureOf(read())).toMatchObject({ code: 'BILL_HASH_DIFFERS', outcome: 'none' });
  expect(rows).toHaveLength(1);
});

test.each([
  ['one byte at a time', [...text].map((byte) => Uint8Array.of(byte))],
  [
    'empty pieces between',
    [new Uint8Array(), text.subarray(0, 1), new Uint8Array(), text.subarray(1)],
  ],
])('pieces may be cut anywhere: %s', async (_name, pieces) => {
  const [row] = await list(serve(text, {}, pieces).bills.trade(request));
  expect(row?.description).toBe('茶');
});

test('damaged gzip is refused, and so is an empty file', async () => {
  const packed = gzipSync(text);
  const cut = packed.subarray(0, packed.length - 12);
  expect(await failureOf(list(serve(cut, {}).bills.trade(request)))).toMatchObject({
    code: 'BILL_MALFORMED',
  });
  expect(await failureOf(list(serve(new Uint8Array(), {}).bills.trade(request)))).toMatchObject({
    code: 'BILL_TRUNCATED',
  });
});

test('a connection that breaks in a packed file says so, not that the file is damaged', async () => {
  const packed = gzipSync(Buffer.from(formatBill(Array.from({ length: 50 }, () => tea))));
  const { transport } = scripted((sent) => {
    if (!sent.url.includes('/billdownload/')) {
      return answer(200, {
        hash_type: 'SHA1',
        hash_value: sha1(packed),
        download_url: 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=x',
      });
    }
    const chunks = (async function* () {
      yield packed.subarray(0, 100);
      throw new Error('socket hang up');
    })();
    return { status: 200, headers: {}, body: new Uint8Array(), chunks };
  });
  expect(await failureOf(list(clientOf(transport).bills.trade(request)))).toMatchObject({
    code: 'NETWORK_BROKEN',
    outcome: 'unknown',
  });
});

test('whoever stops reading lets the connection go', async () => {
  let released = false;
  const packed = gzipSync(text);
  const { transport } = scripted((sent) => {
    if (!sent.url.includes('/billdownload/')) {
      return answer(200, {
        hash_type: 'SHA1',
        hash_value: sha1(packed),
        download_url: 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=x',
      });
    }
    const chunks = (async function* () {
      try {
        for (;;) yield packed;
      } finally {
        released = true;
      }
    })();
    return { status: 200, headers: {}, body: new Uint8Array(), chunks };
  });
  for await (const _ of clientOf(transport).bills.trade(request)) break;
  expect(released).toBe(true);
});

const key = 'k'.repeat(32);

function seal(plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), 'n'.repeat(12));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function sealedEntry(bill_sequence: number, file: Uint8Array) {
  return {
    bill_sequence,
    hash_type: 'SHA1',
    hash_value: sha1(file),
    nonce: 'n'.repeat(12),
    encrypt_key: encryptOaep(key, merchantKeys.publicKey),
    download_url: `https://api.mch.weixin.qq.com/v3/billdownload/file?token=${bill_sequence}`,
  };
}

const flow = [
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
  '`2026-01-01 13:54:01,`5030,`4200,`退款,`退款,`支出,`0.01,`0.22,`system,`备注,`S1',
  '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
  '`1,`0,`0.00,`1,`0.01',
  '',
].join('\r\n');

const subRequest = { ...request, sub_mchid: '1900000109', account_type: 'BASIC' } as const;

function serveSealed(change: (sealed: Buffer) => Buffer = (sealed) => sealed, count = 2) {
  // Cut in the middle of a row and of a character: the files make one bill together.
  const bytes = Buffer.from(flow);
  const files = [bytes.subarray(0, 401), bytes.subarray(401)];
  const { transport, requests } = scripted((sent) => {
    const sequence = /token=(\d)/.exec(sent.url)?.[1];
    if (sequence === undefined) {
      const entries = files.map((file, index) => sealedEntry(index + 1, file)).toReversed();
      return answer(200, { download_bill_count: count, download_bill_list: entries });
    }
    const body = change(seal(files[Number(sequence) - 1] ?? bytes));
    return { status: 200, headers: {}, body };
  });
  return { client: clientOf(transport), transport, requests };
}

test('the encrypted files of a sub-merchant’s bill are opened in order and read as one', async () => {
  const { client, requests } = serveSealed();
  const bill = client.bills.subMerchantFundFlow(subRequest);
  expect(await list(bill)).toMatchObject([{ note: '备注', amountFen: 1, direction: 'out' }]);
  expect(bill.summary?.outFen).toBe(1);
  expect(requests[0]?.url).toMatch(/account_type=BASIC&algorithm=AEAD_AES_256_GCM$/);
});

test('a changed encrypted file is refused by its tag', async () => {
  const flip = (sealed: Buffer) => {
    sealed[5] = (sealed[5] ?? 0) ^ 1;
    return sealed;
  };
  const { client } = serveSealed(flip);
  const failure = await failureOf(list(client.bills.subMerchantFundFlow(subRequest)));
  expect(failure).toMatchObject({ name: 'DecryptionError', reason: 'wrong-key-or-changed' });
  const cut = serveSealed((sealed) => sealed.subarray(0, 10));
  expect(await failureOf(list(cut.client.bills.subMerchantFundFlow(subRequest)))).toMatchObject({
    reason: 'ciphertext-malformed',
  });
});

test('an encrypted bill needs the private key, and every file of the list', async () => {
  const { transport } = serveSealed();
  const keyless = createWechatPay(testOptions(transport));
  expect(await failureOf(list(keyless.bills.subMerchantFundFlow(subRequest)))).toMatchObject({
    option: 'decrypter',
  });
  const { client } = serveSealed(undefined, 3);
  expect(await failureOf(list(client.bills.subMerchantFundFlow(subRequest)))).toMatchObject({
    code: 'ANSWER_MALFORMED',
  });
});

test('a partner reads the encrypted bill of its sub-merchant over HTTP', async () => {
  const { client, ahead, merchant, simulator } = await startDay();
  const { openid } = simulator.loginCode();
  const { requestPayment } = await client.partner.jsapi.prepay({
    sp_appid: merchant.appid,
    sub_mchid: merchant.subMerchant.mchid,
    description: '茶',
    out_trade_no: 'T00003',
    notify_url: 'http://127.0.0.1:1/notify',
    amount: { total: 500 },
    payer: { sp_openid: openid },
  });
  await simulator.pay({ openid, ...requestPayment });
  await ahead();
  for (const tar_type of [{}, { tar_type: 'GZIP' } as const]) {
    const bill = client.bills.subMerchantFundFlow({
      bill_date,
      sub_mchid: merchant.subMerchant.mchid,
      account_type: 'BASIC',
      ...tar_type,
    });
    const rows = await list(bill);
    expect(rows[0]).toMatchObject({ direction: 'in', amountFen: 500 });
    expect(bill.summary?.inFen).toBe(500);
  }
});

test.each([
  ['no hash', { hash_value: 'x' }],
  ['another hash', { hash_type: 'MD5' }],
  ['no address', { download_url: 'file:///etc/passwd' }],
])('a signed answer with %s is not a bill to fetch', async (_name, change) => {
  const { bills } = serve(text, change);
  expect(await failureOf(bills.requestTradeBill(request))).toMatchObject({
    code: 'ANSWER_MALFORMED',
  });
});

test('an address that is no bill download is never sent a signed request', async () => {
  const { bills, requests } = serve(text, { download_url: 'https://evil.example/v3/pay?x=1' });
  expect(await failureOf(list(bills.trade(request)))).toMatchObject({ code: 'ARGUMENT_INVALID' });
  const elsewhere = serve(text, {
    download_url: 'https://evil.example/v3/billdownload/file?token=x',
  });
  await list(elsewhere.bills.trade(request));
  expect(elsewhere.requests.map(({ url }) => new URL(url).host)).toEqual([
    'api.mch.weixin.qq.com',
    'api.mch.weixin.qq.com',
  ]);
  expect(requests).toHaveLength(1);
});

test('a wrong day is refused before anything is sent', async () => {
  const { bills, requests } = serve(text, {});
  const failure = await failureOf(bills.requestFundFlowBill({ bill_date: '20260101' }));
  expect(failure).toMatchObject({ field: 'bill_date', outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('a file can be kept as bytes, its hash compared all the same', async () => {
  const { bills } = serve(gzipSync(text), { hash_value: sha1(text) });
  const pieces: Uint8Array[] = [];
  for await (const piece of bills.download(await bills.requestTradeBill(request)))
    pieces.push(piece);
  expect(Buffer.concat(pieces).equals(text)).toBe(true);
});
