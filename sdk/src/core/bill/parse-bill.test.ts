import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBill, type Trade, yuan } from '../../testing/format-bill.ts';
import { BillError } from '../errors/bill-error.ts';
import type { TradeBillRow, TradeBillSummary } from './bill-rows.ts';
import { fundFlowBill } from './fund-flow-bill.ts';
import { createBillParser } from './parse-bill.ts';
import { readDecimal } from './read-decimal.ts';
import { tradeBill } from './trade-bill.ts';

function parse(text: string, pieceLength = text.length) {
  const parser = createBillParser(tradeBill);
  const rows: TradeBillRow[] = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    rows.push(...parser.push(text.slice(at, at + pieceLength)));
  }
  return { rows, summary: parser.end() };
}

function failure(read: () => unknown): BillError {
  try {
    read();
  } catch (error) {
    if (error instanceof BillError) return error;
  }
  throw new Error('expected a BillError');
}

const tea: Trade = {
  outTradeNo: 'T00001',
  description: '茶',
  attach: '{"a":1,"b":2}',
  amountFen: 880,
  feeMilliFen: 5000,
};

// Pieces that every rule of the format could stumble over.
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          ',',
          '`',
          '"',
          "'",
          '\n',
          '\r\n',
          '\r',
          ',`',
          '`,',
          '\\ ',
          '\\n',
          '\uFEFF',
          '\t',
          '0.00',
        ],
        ...[
          '`2026-01-01 10:00:00,`wx',
          '\r\n`2026-01-01 10:00:00,`',
          '总交易单数,',
          '\n总交易单数,应结订单总金额',
        ],
        ...['=cmd()', '😀', '茶', '', '0.60%', '`0.00000'],
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const trade: fc.Arbitrary<Trade> = fc.record({
  outTradeNo: fc.stringMatching(/^[0-9a-zA-Z_\-|*]{6,32}$/),
  description: hostileText,
  // The one thing that cannot be told from the format, see createSplitRow.
  attach: hostileText
    .map((text) => text.replaceAll(',`', ' '))
    .filter((text) => !text.includes(',`')),
  amountFen: fc.nat(100_000_000),
  feeMilliFen: fc.integer({ min: -1_000_000, max: 1_000_000 }),
});

test('what was written is read, whatever the goods are called and however the text is cut', () => {
  fc.assert(
    fc.property(
      fc.array(trade, { maxLength: 6 }),
      fc.integer({ min: 1, max: 400 }),
      (trades, cut) => {
        const { rows, summary } = parse(formatBill(trades), cut);
        expect(
          rows.map((row) => ({
            outTradeNo: row.outTradeNo,
            description: row.description,
            attach: row.attach,
            amountFen: row.amountFen,
            feeMilliFen: row.feeMilliFen,
          })),
        ).toEqual(trades);
        expect(summary.rows).toBe(trades.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('money is read as it was written, to the last place, without floats', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (units) => {
      expect(readDecimal(yuan(units, 2), 2)).toBe(units);
      expect(readDecimal(yuan(units, 5), 5)).toBe(units);
    }),
  );
  expect(readDecimal('-0.00', 2)).toBe(0);
  expect(readDecimal('19.99', 2)).toBe(1999);
  expect(readDecimal('7', 2)).toBe(700);
  for (const text of ['', '1.005', '1e3', '+1.00', ' 1.00', '1.', '.5', '0x10', '9'.repeat(17)]) {
    expect(readDecimal(text, 2)).toBeUndefined();
  }
});

test('a text that imitates a whole row is found out by the summary', () => {
  const forged = `x,\`attach,\`0.00000,\`0.60%,\`0.00,\`0.00,\`\r\n\`2026-01-01 10:00:00,\`wx,\`1,\`0,\`,\`42,\`T9,\`o,\`JSAPI,\`SUCCESS,\`OTHERS,\`CNY,\`1.00,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`y`;
  const error = failure(() => parse(formatBill([{ ...tea, description: forged }])));
  expect(error).toMatchObject({ code: 'BILL_SUMMARY_DIFFERS', outcome: 'none' });
});

test.each<[string, (text: string) => string, string, RegExp]>([
  [
    'a changed total',
    (text) => text.replace('`8.80,`0.00,`0.00,`0.05000', '`8.81,`0.00,`0.00,`0.05000'),
    'BILL_SUMMARY_DIFFERS',
    /应结订单总金额 says 881, the rows make 880/,
  ],
  [
    'a changed count',
    (text) => text.replace('\n`1,', '\n`2,'),
    'BILL_SUMMARY_DIFFERS',
    /says 2, there are 1 rows/,
  ],
  [
    'a changed fee',
    (text) => text.replace('`0.05000,`0.60%', '`0.05001,`0.60%'),
    'BILL_SUMMARY_DIFFERS',
    /手续费/,
  ],
  ['no summary', (text) => text.slice(0, text.indexOf('总交易单数')), 'BILL_TRUNCATED', /summary/],
  [
    'a summary header alone',
    (text) => text.slice(0, text.lastIndexOf('\n`') + 1),
    'BILL_TRUNCATED',
    /summary/,
  ],
  ['another header', () => 'a,b,c\r\n', 'BILL_MALFORMED', /header/],
  ['a column missing', (text) => text.replace(',用户标识', ''), 'BILL_MALFORMED', /用户标识/],
  [
    'rubbish between',
    (text) => text.replace('\r\n`2026', '\r\nx`2026'),
    'BILL_MALFORMED',
    /backtick/,
  ],
  ['rubbish behind', (text) => `${text}more\r\n`, 'BILL_MALFORMED', /follows/],
  [
    'an amount that is none',
    (text) => text.replace('`CNY,`8.80', '`CNY,`8.8.0'),
    'BILL_MALFORMED',
    /应结订单金额/,
  ],
  ['a row without end', (text) => text.replace('茶', '\n'.repeat(70_000)), 'BILL_MALFORMED', /end/],
  [
    'a line without end',
    (text) => text.replace('茶', '茶'.repeat(70_000)),
    'BILL_MALFORMED',
    /end/,
  ],
])('%s is refused', (_name, change, code, reason) => {
  const error = failure(() => parse(change(formatBill([tea])), 10_000));
  expect(error.code).toBe(code);
  expect(error.reason).toMatch(reason);
});

test('a bill without rows, without BOM, with LF only and no last line end is read', () => {
  expect(parse(formatBill([])).rows).toEqual([]);
  const text = formatBill([tea]).slice(1).replaceAll('\r\n', '\n').trimEnd();
  expect(parse(text).summary).toEqual<TradeBillSummary>({
    rows: 1,
    settlementFen: 880,
    refundFen: 0,
    couponRefundFen: 0,
    feeMilliFen: 5000,
    amountFen: 880,
    requestedRefundFen: 0,
  });
});

test('a refund row is typed, and its fee comes back', () => {
  const { rows } = parse(formatBill([tea, { ...tea, refundFen: 300, feeMilliFen: -1800 }]));
  expect(rows[1]).toMatchObject({
    tradeState: 'REFUND',
    refundId: '5030',
    outRefundNo: 'R1',
    refundFen: 300,
    requestedRefundFen: 300,
    amountFen: 0,
    feeMilliFen: -1800,
    refundState: 'SUCCESS',
  });
});

test('the layout of old merchants is understood, unknown columns are kept', () => {
  const header =
    '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,将来的列';
  const row =
    '`2014-11-10 16:33:45,`wx2421b1c4370ec43b,`10000100,`0,`1000,`1001690740201411100005734289,`1415640626,`085e9858e3ba5186aafcbaed1,`MICROPAY,`SUCCESS,`CFT,`CNY,`0.01,`0.0,`0,`0,`0,`0,`,`,`被扫支付测试,`订单额外描述,`0,`0.60%,`x';
  const summary =
    '总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额\r\n`1,`0.01,`0.0,`0.0,`0\r\n';
  const { rows, summary: read } = parse(`${header}\r\n${row}\r\n${summary}`);
  expect(rows[0]).toMatchObject({
    settlementFen: 1,
    subMchid: '0',
    description: '被扫支付测试',
    amountFen: undefined,
    refundAppliedTime: undefined,
    other: { 将来的列: 'x' },
  });
  expect(read).toMatchObject({ settlementFen: 1, amountFen: undefined });
});

test('a fund-flow bill is read, full-width parentheses too', () => {
  const text = [
    '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号',
    '`2021-02-01 13:54:01,`5030,`4200,`退款,`退款,`支出,`0.01,`0.22,`1601959334API,`退款总金额0.01元;含手续费0.00元,`a\r\nb,`S2021',
    '`2021-02-01 13:54:02,`5031,`4201,`交易,`交易,`收入,`1.00,`1.22,`system,`,`S2022',
    '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
    '`2,`1,`1.00,`1,`0.01',
    '',
  ].join('\r\n');
  const parser = createBillParser(fundFlowBill);
  const rows = parser.push(text);
  expect(rows[0]).toMatchObject({
    direction: 'out',
    amountFen: 1,
    balanceFen: 22,
    note: '退款总金额0.01元;含手续费0.00元,`a\r\nb',
    voucherId: 'S2021',
  });
  expect(parser.end()).toEqual({ rows: 2, inCount: 1, inFen: 100, outCount: 1, outFen: 1 });
  const strange = createBillParser(fundFlowBill);
  expect(() => strange.push(text.replace('`支出', '`不明'))).toThrow(/收支类型/);
});

test('a column that people write apart from the others takes no surplus', () => {
  const text = formatBill([{ ...tea, description: 'a,`b' }]);
  const moved = text
    .replace('商品名称,商户数据包', '商品名称,别的')
    .replace('费率备注', '商户数据包');
  expect(() => parse(moved)).toThrow(BillError);
});

test('every published column of a bill of refunds has its own member, and none is left over', () => {
  const columns =
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,' +
    '代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,' +
    '手续费,费率,订单金额,申请退款金额,费率备注';
  const values = [
    ...['2026-01-02 10:00:00', 'wx1', '1900000001', '0', 'd1', '4200', 'T00001', 'o1', 'JSAPI'],
    ...['REFUND', 'OTHERS', 'CNY', '0.00', '0.00', '2026-01-02 10:00:00', '2026-01-02 10:00:05'],
    ...[
      '5030',
      'R1',
      '0.30',
      '0.10',
      'ORIGINAL',
      'SUCCESS',
      '茶',
      'a',
      '-0.00180',
      '0.60%',
      '0.00',
    ],
    ...['0.40', '优惠费率'],
  ];
  const row = `\`${values.join(',`')}`;
  const summary =
    '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n' +
    '`1,`0.00,`0.30,`0.10,`-0.00180,`0.00,`0.40';
  const { rows } = parse(`\uFEFF${columns}\r\n${row}\r\n${summary}\r\n \r\n`);
  expect(rows).toEqual([
    expect.objectContaining({
      deviceId: 'd1',
      refundAppliedTime: '2026-01-02 10:00:00',
      refundSuccessTime: '2026-01-02 10:00:05',
      refundFen: 30,
      couponRefundFen: 10,
      refundType: 'ORIGINAL',
      refundState: 'SUCCESS',
      rateNote: '优惠费率',
      other: {},
    }),
  ]);
});

test('a column that nobody published is kept under its own name', () => {
  const lines = formatBill([tea]).split('\r\n');
  const more = lines.map((line, index) =>
    index === 0 ? `${line},新列` : index === 1 ? `${line},\`新值` : line,
  );
  expect(parse(more.join('\r\n')).rows[0]?.other).toEqual({ 新列: '新值' });
});
