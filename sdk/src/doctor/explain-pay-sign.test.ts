import {
  constants,
  createHash,
  createHmac,
  generateKeyPairSync,
  hash,
  privateEncrypt,
  sign,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { explainPaySign, type PaySignInput } from './explain-pay-sign.ts';

const rightText =
  'wx2421b1c4370ec43b\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\nprepay_id=wx201410272009395522657a690389285100\n';
const merchant = generateExpressiveKeys();
const renewed = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof merchant) =>
  key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keys = [{ label: 'apiclient_cert.pem', pem: pem(merchant) }];

const appId = 'wx2421b1c4370ec43b';
const good = {
  timeStamp: '1554208460',
  nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
};
const lines = (changes: Partial<typeof good & { appId: string }> = {}) => {
  const { timeStamp, nonceStr, ...rest } = { appId, ...good, ...changes };
  return [rest.appId, timeStamp, nonceStr, rest.package];
};
const text = (values = lines()) => `${values.join('\n')}\n`;
const signed = (content: string | Buffer, key = merchant) =>
  sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64');

function explain(paySign: string, more: Partial<PaySignInput> = {}) {
  return explainPaySign({ appId, payment: { ...good, paySign }, keys, ...more });
}
const codes = (diagnosis: ReturnType<typeof explain>) => diagnosis.causes.map(({ code }) => code);

test('a right paySign is valid and nothing is blamed', () => {
  const diagnosis = explain(signed(text()));
  expect(diagnosis).toMatchObject({
    verdict: 'valid',
    causes: [],
    excluded: [],
    difference: undefined,
  });
  expect(diagnosis.signed?.toString()).toBe(text());
});

describe('each cause of 支付验证签名失败 is named, by its row in the protocol', () => {
  test('1: the client makes a fresh timestamp', () => {
    const diagnosis = explain(signed(text(lines({ timeStamp: '1554208457' }))));
    expect(codes(diagnosis)).toEqual(['time-differs']);
    expect(diagnosis.causes[0]?.sentence.en).toContain('-3 seconds');
  });
  test('1: the client makes a fresh nonce: found among candidates, else honestly unknown', () => {
    const paySign = signed(text(lines({ nonceStr: 'C380BEC2BFD727A4B6845133519F3AD6' })));
    const told = explain(paySign, {
      candidates: { nonceStrs: ['C380BEC2BFD727A4B6845133519F3AD6'] },
    });
    expect(codes(told)).toEqual(['value-differs']);
    const untold = explain(paySign);
    expect(untold).toMatchObject({ verdict: 'unknown', causes: [], signed: undefined });
    expect(untold.excluded[0]?.en).toContain('made by the private key of apiclient_cert.pem');
  });
  test('2: timeStamp in milliseconds', () => {
    const milliseconds = { ...good, timeStamp: '1554208460123' };
    expect(codes(explain(signed(text(lines({ timeStamp: '1554208460123' })))))).toEqual([
      'time-in-milliseconds',
    ]);
    const payment = { ...milliseconds, paySign: signed(text(lines(milliseconds))) };
    expect(codes(explain('', { payment }))).toEqual(['time-stamp-in-milliseconds']);
    const half = { ...milliseconds, paySign: signed(text()) };
    expect(codes(explain('', { payment: half }))).toEqual(['time-passed-in-milliseconds']);
  });
  test('3: timeStamp is a number in one place', () => {
    const payment = { ...good, timeStamp: 1554208460, paySign: signed(text()) };
    expect(codes(explain('', { payment }))).toEqual(['parameter-not-a-string']);
    expect(codes(explain(signed(text(lines({ timeStamp: '1.55420846E9' })))))).toEqual([
      'time-not-an-integer',
    ]);
  });
  test('4: the last line feed is missing', () => {
    const diagnosis = explain(signed(text().slice(0, -1)));
    expect(codes(diagnosis)).toEqual(['final-line-feed-missing']);
    expect(diagnosis.difference).toMatchObject({
      offset: text().length - 1,
      line: 4,
      signed: undefined,
      expected: 10,
    });
  });
  test.each([
    ['line-feed-literal', text().replaceAll('\n', '\\n')],
    ['line-ends-crlf', text().replaceAll('\n', '\r\n')],
    ['value-decorated', text().replace('\n', ' \n')],
    ['lines-trailing-space', text().replaceAll('\n', ' \n')],
    ['byte-order-mark', `\ufeff${text()}`],
    ['lines-indented', text().replaceAll('\n', '\n    ')],
  ])('5: %s', (code, content) => {
    expect(codes(explain(signed(content)))).toEqual([code]);
  });
  test('6: the bare prepay_id on the fourth line', () => {
    const diagnosis = explain(signed(text().replace('prepay_id=', '')));
    expect(codes(diagnosis)).toEqual(['package-without-prefix']);
    expect(diagnosis.difference).toMatchObject({ line: 4, column: 1, signed: 119, expected: 112 });
  });
  test('7: signed with prefix, sent without', () => {
    const payment = { ...good, package: good.package.slice(10), paySign: signed(text()) };
    expect(codes(explain('', { payment }))).toEqual(['package-passed-without-prefix']);
  });
  test.each([
    ['timestamp', 'timeStamp'],
    ['noncestr', 'nonceStr'],
    ['packageVal', 'package'],
    ['package_', 'package'],
    ['sign', 'paySign'],
  ] as const)('8: the parameter is called %s', (wrong, right) => {
    const { [right]: value, ...rest } = { ...good, paySign: signed(text()) };
    expect(codes(explain('', { payment: { ...rest, [wrong]: value } }))).toEqual([
      'parameter-misnamed',
    ]);
  });
  test('9: signType is missing, or MD5', () => {
    const { signType: _, ...rest } = { ...good, paySign: signed(text()) };
    expect(codes(explain('', { payment: rest }))).toEqual(['sign-type-missing']);
    expect(codes(explain('', { payment: { ...rest, signType: 'MD5' } }))).toEqual([
      'sign-type-wrong',
    ]);
  });
  test('10: signed the way of APIv2', () => {
    const query = `appId=${appId}&nonceStr=${good.nonceStr}&package=${good.package}&signType=MD5&timeStamp=${good.timeStamp}`;
    expect(codes(explain(signed(query)))).toEqual(['text-of-api-v2']);
    const key = '192006250b4c09247ec02edce69f6a2d';
    const paySign = hash('md5', `${query}&key=${key}`).toUpperCase();
    const secrets = [{ label: 'APIv2 key', value: key }];
    const told = explain(paySign, { secrets });
    expect(codes(told)).toEqual(['digest-not-signature', 'text-of-api-v2']);
    expect(JSON.stringify(told.causes)).not.toContain(key);
    expect(codes(explain(paySign))).toEqual(['not-an-rsa-signature']);
  });
  test('11: signed with a symmetric key', () => {
    const secrets = [{ label: 'APIv3 key', value: '0123456789abcdefFEDCBA9876543210' }];
    const paySign = createHmac('sha256', secrets[0]?.value ?? '')
      .update(text())
      .digest('hex');
    expect(codes(explain(paySign, { secrets }))).toEqual(['hmac-not-signature']);
    expect(codes(explain(hash('sha256', text())))).toEqual(['digest-not-signature']);
  });
  test('12 and 14: the key of another merchant, or the one after renewal', () => {
    const paySign = signed(text(), renewed);
    const told = explain(paySign, {
      keys: [...keys, { label: 'new_cert.pem', pem: pem(renewed) }],
    });
    expect(codes(told)).toEqual(['key-of-another']);
    expect(told.made?.key).toBe('new_cert.pem');
    const untold = explain(paySign);
    expect(untold).toMatchObject({ verdict: 'unknown', made: undefined });
    expect(untold.excluded[0]?.en).toContain(
      'not made by the private key of any of these: apiclient_cert.pem',
    );
  });
  test('13: the appid of another app', () => {
    const other = 'wx8888888888888888';
    const diagnosis = explain(signed(text(lines({ appId: other }))), {
      candidates: { appIds: [other] },
    });
    expect(codes(diagnosis)).toEqual(['app-id-of-another-app']);
  });
  test('15: the signature of the Authorization header', () => {
    const signature = signed('POST\n/v3/pay/transactions/jsapi\n1554208460\nnonce\n{}\n');
    const authorization = `WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="nonce",signature="${signature}",timestamp="1554208460",serial_no="40"`;
    expect(codes(explain(signature, { authorization }))).toEqual([
      'authorization-signature-reused',
    ]);
  });
  test.each([
    ['signature-plus-to-space', (s: string) => s.replaceAll('+', ' ')],
    ['signature-wrapped', (s: string) => s.replaceAll(/.{76}/g, '$&\r\n')],
    ['signature-percent-encoded', (s: string) => encodeURIComponent(s)],
    ['signature-base64url', (s: string) => Buffer.from(s, 'base64').toString('base64url')],
    ['signature-padding-missing', (s: string) => s.replaceAll('=', '')],
    ['signature-quoted', (s: string) => `"${s}"`],
    ['signature-escaped', (s: string) => s.replaceAll('/', '\\/').replaceAll('=', '\\u003d')],
    ['signature-hex', (s: string) => Buffer.from(s, 'base64').toString('hex')],
    ['signature-encoded-twice', (s: string) => Buffer.from(s).toString('base64')],
    [
      'signature-character-altered',
      (s: string) => s.slice(0, 170) + (s[170] === 'A' ? 'B' : 'A') + s.slice(171),
    ],
    ['signature-character-lost', (s: string) => s.slice(0, 99) + s.slice(100)],
  ])('16: %s in transit', (code, change) => {
    expect(codes(explain(change(signed(text()))))).toEqual([code]);
  });
  test('17: quotes and white space around the prepay_id', () => {
    const quoted = text().replace('=wx', '="wx').replace(/\n$/, '"\n');
    expect(codes(explain(signed(quoted)))).toEqual(['prepay-id-quoted']);
    expect(codes(explain(signed(text().replace(/\n$/, ' \n'))))).toEqual(['value-decorated']);
  });
  test('18: another encoding, the nonce in another case', () => {
    expect(codes(explain(signed(Buffer.from(text(), 'utf16le'))))).toEqual(['encoding-utf-16']);
    const lower = signed(text(lines({ nonceStr: good.nonceStr.toLowerCase() })));
    expect(codes(explain(lower))).toEqual(['value-case-changed']);
  });
  test('19: appid and mchid not bound is no matter of the signature: it stays valid', () => {
    expect(explain(signed(text())).verdict).toBe('valid');
  });
});

test.each([
  [
    'padding-pss',
    sign('sha256', Buffer.from(text()), {
      key: merchant.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
    }),
  ],
  ['hash-sha1', sign('sha1', Buffer.from(text()), merchant.privateKey)],
  ['hash-md5', sign('md5', Buffer.from(text()), merchant.privateKey)],
  ['encrypted-not-signed', privateEncrypt(merchant.privateKey, Buffer.from(text()))],
])('%s is told by the signature itself', (code, signature) => {
  const diagnosis = explain(signature.toString('base64'));
  expect(codes(diagnosis)).toEqual([code]);
  expect(diagnosis.signed?.toString()).toBe(text());
});

test('a text encrypted with the private key is shown even when nobody guesses it', () => {
  const odd = 'something\nquite\nelse\n';
  const paySign = privateEncrypt(merchant.privateKey, Buffer.from(odd)).toString('base64');
  const diagnosis = explain(paySign);
  expect(diagnosis.signed?.toString()).toBe(odd);
});

test.each([
  ['package-prefix-doubled', { package: `prepay_id=${good.package}` }],
  ['package-sign-wxpay', { package: 'Sign=WXPay' }],
  ['prepay-id-missing', { package: 'prepay_id=undefined' }],
  ['value-missing', { nonceStr: 'undefined' }],
  ['lines-reordered', { timeStamp: good.nonceStr, nonceStr: good.timeStamp }],
])('%s is named', (code, changes) => {
  expect(codes(explain(signed(text(lines(changes)))))).toEqual([code]);
});

test('two faults at once are both named', () => {
  const values = lines({ timeStamp: '1554208460000', package: good.package.slice(10) });
  const diagnosis = explain(signed(values.join('\n')));
  expect(codes(diagnosis).toSorted()).toEqual(
    ['final-line-feed-missing', 'package-without-prefix', 'time-in-milliseconds'].toSorted(),
  );
});

test('a missing paySign and an unreadable key are said plainly', () => {
  expect(codes(explain('', { payment: good }))).toEqual(['parameter-missing']);
  expect(() => explain('x', { keys: [] })).toThrow('at least one key');
  expect(() => explain('x', { keys: [{ label: 'a.pem', pem: 'rubbish' }] })).toThrow('a.pem');
});

test('digests are recognised in base64, too, and SHA-384 and SHA-512 by name', () => {
  const base64 = createHash('sha256').update(text()).digest('base64');
  expect(codes(explain(base64))).toEqual(['digest-not-signature']);
  expect(
    codes(explain(sign('sha512', Buffer.from(text()), merchant.privateKey).toString('base64'))),
  ).toEqual(['hash-sha512']);
});

test('what is no signature at all is unknown, not explained', () => {
  expect(explain('not a signature').verdict).toBe('unknown');
  expect(explain('QUJD').verdict).toBe('unknown');
  expect(explain(signed(text()).slice(0, 300)).excluded[0]?.en).toContain(
    'more than one character',
  );
});

test('the form of the appid is judged', () => {
  const payment = { ...good, paySign: signed(text(lines({ appId: 'gh_1' }))) };
  expect(codes(explainPaySign({ appId: 'gh_1', payment, keys }))).toEqual(['app-id-malformed']);
});

test('the merchant number on the first line, another prepay_id and a fifth line are named', () => {
  const candidates = { mchids: ['1900007291'], packages: ['wx999'] };
  const told = (content: string) => codes(explain(signed(content), { candidates }));
  expect(told(text(lines({ appId: '1900007291' })))).toEqual(['merchant-number-as-app-id']);
  expect(told(text(lines({ package: 'prepay_id=wx999' })))).toEqual(['prepay-id-of-another-order']);
  expect(told(`${text()}RSA\n`)).toEqual(['sign-type-line-added']);
  expect(told(text(lines({ package: good.package.replace('=', '%3D') })))).toEqual([
    'value-percent-encoded',
  ]);
  expect(told(text(lines({ package: good.package.replace('=', ':') })))).toEqual([
    'package-malformed',
  ]);
});

test.each([
  ['text-hashed-first', hash('sha256', text())],
  ['text-encoded-first', Buffer.from(text()).toString('base64')],
  ['text-encoded-first', encodeURIComponent(text())],
  ['text-quoted', JSON.stringify(text())],
  ['text-case-changed', text().toUpperCase()],
  ['leading-line-feed', `\n${text()}`],
  ['lines-joined-otherwise', text().replaceAll('\n', '&')],
  ['line-feed-missing', text().replace('\n', '')],
  ['line-feed-extra', text().replace('\n', '\n\n')],
  ['line-left-out', text().replace(/^.*\n/, '')],
  ['final-line-feed-literal', text().replace(/\n$/, '\\n')],
  ['final-line-end-crlf', text().replace(/\n$/, '\r\n')],
  ['time-written-as-date', text(lines({ timeStamp: '2019-04-02T20:34:20+08:00' }))],
  ['time-zone-shifted', text(lines({ timeStamp: '1554237260' }))],
  ['value-named', text(lines({ nonceStr: `nonceStr=${good.nonceStr}` }))],
])('%s is named, whatever its sentence', (code, content) => {
  expect(codes(explain(signed(content)))).toEqual([code]);
});

/** Keys whose signature of the right text has every character that transports change: one in two hundred lacks one. */
function generateExpressiveKeys(): ReturnType<typeof generateKeyPair> {
  const pair = generateKeyPair();
  const paySign = sign('RSA-SHA256', Buffer.from(rightText), pair.privateKey).toString('base64');
  return /\+/.test(paySign) && /\//.test(paySign) ? pair : generateExpressiveKeys();
}

function generateKeyPair() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
