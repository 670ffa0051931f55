import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { issueCertificate } from '../testing/issue-certificate.ts';
import { encodeGbk } from './encode-gbk.ts';
import { explainRequest, type RequestInput } from './explain-request.ts';

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const renewed = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof merchant) =>
  key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keys = [{ label: 'apiclient_cert.pem', pem: pem(merchant) }];

const order = {
  appid: 'wxd678efh567hg6787',
  mchid: '1900007291',
  description: 'Image形象店-深圳腾大-QQ公仔',
  out_trade_no: '1217752501201407033233368018',
  notify_url: 'https://www.weixin.qq.com/wxpay/pay.php',
  amount: { total: 100, currency: 'CNY' },
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
};
const good = {
  method: 'POST',
  url: '/v3/pay/transactions/jsapi',
  timestamp: '1554208460',
  nonce: '593BEC0C930BF1AFEB40B4A08C8FB242',
  body: JSON.stringify(order),
};
const text = (changes: Partial<typeof good> = {}) => {
  const { method, url, timestamp, nonce, body } = { ...good, ...changes };
  return `${method}\n${url}\n${timestamp}\n${nonce}\n${body}\n`;
};

interface HeaderChanges {
  readonly mchid?: string;
  readonly timestamp?: string;
  readonly serial?: string;
}

function header(content: string | Buffer, changes: HeaderChanges = {}, key = merchant) {
  const signature = sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64');
  const {
    mchid = order.mchid,
    timestamp = good.timestamp,
    serial = '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
  } = changes;
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${good.nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`;
}

function explain(authorization: string, more: Partial<RequestInput> = {}) {
  return explainRequest({ ...good, keys, authorization, ...more });
}
const codes = (diagnosis: ReturnType<typeof explain>) => diagnosis.causes.map(({ code }) => code);

test('a right signature is valid, also with a whole URL, a lower-case method and bytes for a body', () => {
  const more = {
    method: 'post',
    url: `https://api.mch.weixin.qq.com${good.url}`,
    body: Buffer.from(good.body),
    authorization: `Authorization: ${header(text())}`,
  };
  expect(explain(header(text()))).toMatchObject({ verdict: 'valid', causes: [] });
  expect(explain(more.authorization, more).verdict).toBe('valid');
});

describe('each common cause of SIGN_ERROR is named, in the order of the protocol', () => {
  test('the private key is no pair with the serial', () => {
    const diagnosis = explain(header(text(), {}, renewed), {
      keys: [...keys, { label: 'new_cert.pem', pem: pem(renewed) }],
    });
    expect(codes(diagnosis)).toEqual(['key-of-another']);
    expect(explain(header(text(), {}, renewed)).verdict).toBe('unknown');
  });
  test.each([
    ['indented', JSON.stringify(order, null, 2)],
    [
      'by Python',
      JSON.stringify(order)
        .replaceAll('":', '": ')
        .replaceAll(',"', ', "')
        .replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`),
    ],
    [
      'by PHP',
      JSON.stringify(order)
        .replaceAll('/', '\\/')
        .replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`),
    ],
    [
      'with another key order',
      JSON.stringify(
        Object.fromEntries(Object.entries(order).toSpliced(3, 0, ['appid', order.appid]).slice(1)),
      ),
    ],
    [
      'with one inner object reversed',
      JSON.stringify({ ...order, amount: { currency: 'CNY', total: 100 } }),
    ],
    ['twice', JSON.stringify(JSON.stringify(order))],
    ['empty', ''],
    ['with a line feed', `${good.body}\n`],
    ['as [object Object]', '[object Object]'],
  ])('the body was signed as another text: %s', (_, body) => {
    const diagnosis = explain(header(text({ body })));
    // A line feed at the end of the body and one too many after it are the same bytes.
    const code = body === `${good.body}\n` ? 'final-line-feed-extra' : 'body-not-as-sent';
    expect(codes(diagnosis)).toEqual([code]);
    expect(diagnosis.signed?.toString()).toBe(text({ body }));
  });
  test('a compact body was signed, an indented one sent', () => {
    const diagnosis = explain(header(text()), { body: JSON.stringify(order, null, 4) });
    expect(codes(diagnosis)).toEqual(['body-not-as-sent']);
  });
  test('the last line feed is missing', () => {
    expect(codes(explain(header(text().slice(0, -1))))).toEqual(['final-line-feed-missing']);
  });
  test.each([
    ['query-missing', '/v3/refund/domestic/refunds/1'],
    ['url-percent-decoded', '/v3/refund/domestic/refunds/1?sub_mchid=19|0'],
    ['url-escape-case', '/v3/refund/domestic/refunds/1?sub_mchid=19%7c0'],
    [
      'url-with-host',
      'https://api.mch.weixin.qq.com/v3/refund/domestic/refunds/1?sub_mchid=19%7C0',
    ],
    ['url-prefix-missing', '/refund/domestic/refunds/1?sub_mchid=19%7C0'],
  ])('the URL was signed otherwise: %s', (code, url) => {
    const sent = { method: 'GET', url: '/v3/refund/domestic/refunds/1?sub_mchid=19%7C0', body: '' };
    const diagnosis = explain(header(text({ ...sent, url })), sent);
    expect(codes(diagnosis)).toEqual([code]);
  });
  test('the timestamp is in milliseconds, in the text or in the header too', () => {
    const timestamp = '1554208460123';
    expect(codes(explain(header(text({ timestamp }))))).toEqual(['time-in-milliseconds']);
    expect(codes(explain(header(text({ timestamp }), { timestamp })))).toEqual([
      'timestamp-not-in-seconds',
    ]);
  });
  test('the merchant number is the sub-merchant’s', () => {
    const body = JSON.stringify({ sp_mchid: '1900007291', sub_mchid: '1900000109' });
    const diagnosis = explain(header(text({ body }), { mchid: '1900000109' }), { body });
    expect(codes(diagnosis)).toEqual(['mchid-mismatch']);
    const get = {
      method: 'GET',
      url: '/v3/pay/transactions/out-trade-no/1?mchid=1900000001',
      body: '',
    };
    expect(codes(explain(header(text(get)), get))).toEqual(['mchid-mismatch']);
  });
  test('WeChat’s own words about certificate and clock are understood', () => {
    const said = (message: string) =>
      codes(explain(header(text()), { answer: JSON.stringify({ code: 'SIGN_ERROR', message }) }));
    expect(said('商户证书已过期')).toEqual(['certificate-not-in-force']);
    expect(said('商户证书序列号有误。请使用…')).toEqual(['serial-unknown']);
    expect(said('签名错误')).toEqual([]);
  });
  test('the clock is more than five minutes off', () => {
    const at = Number(good.timestamp) * 1000;
    expect(codes(explain(header(text()), { nowMs: at + 301_000 }))).toEqual([
      'timestamp-outside-window',
    ]);
    expect(codes(explain(header(text()), { nowMs: at - 300_000 }))).toEqual([]);
  });
  test('the text has a byte order mark, or is GBK', () => {
    expect(codes(explain(header(`\ufeff${text()}`)))).toEqual(['byte-order-mark']);
    const gbk = Buffer.concat([
      Buffer.from(text({ body: '' }).slice(0, -1)),
      encodeGbk(`${good.body}\n`),
    ]);
    expect(codes(explain(header(gbk)))).toEqual(['encoding-gbk']);
    expect(codes(explain(header(text()), { body: Buffer.from(`\ufeff${good.body}`) }))).toEqual([
      'body-not-as-sent',
    ]);
  });
  test('the whole multipart body was signed instead of its meta part', () => {
    const meta = '{"filename":"a.jpg","sha256":"ab"}';
    const file = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x80]);
    const body = Buffer.concat([
      Buffer.from(
        `--b\r\nContent-Disposition: form-data; name="meta";\r\nContent-Type: application/json\r\n\r\n${meta}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg";\r\nContent-Type: image/jpeg\r\n\r\n`,
      ),
      file,
      Buffer.from('\r\n--b--\r\n'),
    ]);
    const more = {
      url: '/v3/merchant/media/upload',
      body,
      contentType: 'multipart/form-data; boundary=b',
    };
    const head = text({ url: more.url, body: '' }).slice(0, -1);
    expect(explain(header(`${head}${meta}\n`), more).verdict).toBe('valid');
    const whole = Buffer.concat([Buffer.from(head), body, Buffer.from('\n')]);
    expect(codes(explain(header(whole), more))).toEqual(['multipart-body-signed']);
  });
});

test('method, nonce, order and a lone body are told apart', () => {
  expect(codes(explain(header(text({ method: 'post' }))))).toEqual(['method-differs']);
  expect(codes(explain(header(text({ nonce: good.nonce.toLowerCase() }))))).toEqual([
    'value-case-changed',
  ]);
  expect(codes(explain(header(good.body)))).toEqual(['body-signed-alone']);
  const { method, url, timestamp, nonce, body } = good;
  const swapped = `${[method, url, nonce, timestamp, body].join('\n')}\n`;
  expect(codes(explain(header(swapped)))).toEqual(['lines-reordered']);
});

test('a malformed header is read as far as it goes', () => {
  expect(codes(explain('Bearer abc'))).toEqual([
    'authorization-scheme',
    'authorization-field-missing',
  ]);
  const unquoted = header(text()).replace(/serial_no="(\w+)"/, 'serial_no=$1');
  expect(explain(unquoted).causes[0]?.sentence.en).toContain('serial_no');
  expect(
    codes(explain(header(text(), { serial: 'PUB_KEY_ID_0114232134912410000000000000' }))),
  ).toEqual(['serial-of-wechat']);
});

test('the text WeChat says it built shows what was changed on the way', () => {
  const answer = (url: string, length: number) =>
    JSON.stringify({
      code: 'SIGN_ERROR',
      message: '签名错误',
      detail: {
        sign_information: {
          truncated_sign_message: `POST\n${url}\n${good.timestamp}\n${good.nonce}\n{"appid":"w\n`,
          sign_message_length: length,
        },
      },
    });
  expect(codes(explain(header(text()), { answer: answer(good.url, 372) }))).toEqual([]);
  expect(codes(explain(header(text()), { answer: answer('/pay/v3/jsapi', 372) }))).toEqual([
    'received-otherwise',
  ]);
  expect(codes(explain(header(text()), { answer: answer(good.url, 371) }))).toEqual([
    'received-length-differs',
  ]);
});

test('serial, owner and dates of the certificate are compared with the header', () => {
  const [own, other] = ['1900007291', '1900000001'].map((commonName, index) =>
    issueCertificate({
      commonName,
      serial: `${index + 1}157F09EFDC096DE15EBE81A47057A7232F1B8E1`,
      from: '2018-01-01T00:00:00Z',
      until: '2023-01-01T00:00:00Z',
    }),
  );
  if (own === undefined || other === undefined) throw new Error('unreachable');
  const about = (serial: string, due: typeof own, nowMs = 1554208460_000, mchid = order.mchid) => {
    const signature = sign('RSA-SHA256', Buffer.from(text()), due.privateKey).toString('base64');
    const authorization = header(text(), { serial, mchid }).replace(
      /signature="[^"]*"/,
      `signature="${signature}"`,
    );
    const certificates = [due, due === own ? other : own].map(({ pem: one }, at) => ({
      label: `${at}.pem`,
      pem: one,
    }));
    return explain(authorization, { keys: certificates, nowMs });
  };
  expect(codes(about(own.serial.toLowerCase(), own))).toEqual([]);
  const mistaken = about(other.serial, own);
  expect(codes(mistaken)).toEqual(['serial-of-another-certificate']);
  expect(mistaken.causes[0]?.sentence.en).toContain('but that of 1.pem');
  expect(about('40'.repeat(20), own).causes[0]?.sentence.en).not.toContain('but that of');
  expect(codes(about(other.serial, other))).toEqual(['certificate-of-another-merchant']);
  expect(codes(about(own.serial, own, Date.parse('2024-01-01')))).toEqual([
    'timestamp-outside-window',
    'certificate-not-in-force',
  ]);
});

test.each([
  ['url-percent-encoded', '/v3/a b?c=d e', '/v3/a%20b?c=d%20e'],
  ['url-percent-encoded', '/v3/a|b?c=d:e', '/v3/a|b?c=d%3Ae'],
  ['url-percent-encoded', '/v3/a:b', '/v3/a%3Ab'],
  ['url-encoded-twice', '/v3/a?b=%7C', '/v3/a?b=%257C'],
  ['url-escape-case', '/v3/a?b=%7c', '/v3/a?b=%7C'],
  ['url-space-as-plus', '/v3/a?b=c%20d', '/v3/a?b=c+d'],
  ['url-space-as-plus', '/v3/a?b=c+d', '/v3/a?b=c%20d'],
  ['query-mark-extra', '/v3/a', '/v3/a?'],
  ['url-slash', '/v3/a?b=c', '/v3/a/?b=c'],
  ['url-slash', '/v3/a/?b=c', '/v3/a?b=c'],
  ['url-slash', '/v3/a', 'v3/a'],
  ['query-reordered', '/v3/a?c=1&b=2', '/v3/a?b=2&c=1'],
  ['query-reordered', '/v3/a?b=1&c=2&a=3', '/v3/a?a=3&c=2&b=1'],
  ['query-only', '/v3/a?b=c', 'b=c'],
  ['url-with-host', 'https://wechat.example:8443/v3/a', 'wechat.example:8443/v3/a'],
])('%s: sent %s, signed %s', (code, url, signedUrl) => {
  const sent = { method: 'GET', url, body: '' };
  expect(codes(explain(header(text({ ...sent, url: signedUrl })), sent))).toEqual([code]);
});

test.each([
  ['a form', 'appid=wx1&total={"a":1}', '{"appid":"wx1","total":{"a":1}}'],
  ['percent-encoded', '%7B%22a%22%3A1%7D', '{"a":1}'],
  ['with question marks', '{"a":"????"}', '{"a":"中文字符"}'],
  ['read as Latin-1', Buffer.from('{"a":"中"}').toString('latin1'), '{"a":"中"}'],
  ['with numbers as strings', '{"a":["1"],"b":{"c":"2"}}', '{"a":[1],"b":{"c":2}}'],
  ['escaped for HTML', '{"a":"\\u003cb\\u003e"}', '{"a":"<b>"}'],
  ['sorted, with a list', '{"a":[{"b":1,"c":2}],"d":3}', '{"d":3,"a":[{"c":2,"b":1}]}'],
  [
    'with one of many members moved',
    '{"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"a":1}',
    '{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}',
  ],
  ['without CR', '{\n}', '{\r\n}'],
  ['that is no JSON', 'other', '<xml/>'],
])('the body was signed %s', (_, signedBody, body) => {
  const candidates = { bodies: ['other'] };
  const diagnosis = explain(header(text({ body: signedBody })), { body, candidates });
  expect(codes(diagnosis)).toContain('body-not-as-sent');
  expect(diagnosis.signed?.toString()).toBe(text({ body: signedBody }));
});

test('an upload without boundary or meta part is signed over nothing', () => {
  const head = text({ body: '' });
  const more = { body: 'rubbish', contentType: 'multipart/form-data' };
  expect(explain(header(head), more).verdict).toBe('valid');
  expect(
    explain(header(head), { ...more, contentType: 'multipart/form-data; boundary=b' }).verdict,
  ).toBe('valid');
});

test('bytes that are no UTF-8 are compared byte for byte', () => {
  const body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
  const content = Buffer.concat([
    Buffer.from(text({ body: '' }).slice(0, -1)),
    body,
    Buffer.from('\n'),
  ]);
  expect(explain(header(content), { body }).verdict).toBe('valid');
  expect(codes(explain(header(content.subarray(0, -1)), { body }))).toEqual([
    'final-line-feed-missing',
  ]);
});
