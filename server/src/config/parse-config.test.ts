import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const whole = {
  YIFEN_PUBLIC_URL: 'https://pay.example.com',
  YIFEN_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHATPAY_MCHID: '1900000001',
  WECHATPAY_MERCHANT_SERIAL: '5f0000000000000000000000000000000000000a',
  WECHATPAY_MERCHANT_KEY: privateKey,
  WECHATPAY_APIV3_KEY: 'abcdefghijklmnopqrstuvwxyz012345',
  WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000000012026',
  WECHATPAY_PUBLIC_KEY: publicKey,
};

describe('parseConfig', () => {
  it('reads a whole configuration and fills in the defaults', () => {
    expect(parse(whole).config).toMatchObject({
      host: '127.0.0.1',
      port: 7_777,
      publicUrl: 'https://pay.example.com',
      databaseUrl: null,
      masterKey: Buffer.alloc(32, 7),
      merchantId: 'default',
      merchantSerial: '5F0000000000000000000000000000000000000A',
      publicKey: { id: 'PUB_KEY_ID_0119000000012026', pem: publicKey.trim() },
      platformCertificate: null,
      orderLifeSeconds: 1_800,
      logLevel: 'info',
    });
  });

  it('says everything that is missing at once, each in both languages with the remedy', () => {
    const { findings } = parse({});
    expect(findings?.map(({ name }) => name)).toEqual([
      'YIFEN_MASTER_KEY',
      'WECHAT_APPID',
      'WECHAT_APP_SECRET',
      'WECHATPAY_MCHID',
      'WECHATPAY_MERCHANT_SERIAL',
      'WECHATPAY_MERCHANT_KEY',
      'WECHATPAY_APIV3_KEY',
      'YIFEN_PUBLIC_URL',
      'WECHATPAY_PUBLIC_KEY_ID',
      'WECHATPAY_PUBLIC_KEY',
    ]);
    for (const { zh, en } of findings ?? []) {
      expect(zh).toMatch(/^[^。]*[\u4e00-\u9fff][^。]*。$/);
      expect(en).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each([
    ['YIFEN_PORT', '70000'],
    ['YIFEN_PUBLIC_URL', 'pay.example.com'],
    ['YIFEN_PUBLIC_URL', 'http://pay.example.com'],
    ['YIFEN_PUBLIC_URL', 'https://pay.example.com/path'],
    ['YIFEN_PUBLIC_URL', 'https://localhost'],
    ['YIFEN_DATABASE_URL', 'mysql://localhost/yifen'],
    ['YIFEN_MASTER_KEY', 'c2hvcnQ='],
    ['WECHAT_APPID', 'wx123'],
    ['WECHAT_APP_SECRET', 'short'],
    ['WECHATPAY_MCHID', 'abc'],
    ['WECHATPAY_MERCHANT_SERIAL', 'xyz'],
    ['WECHATPAY_MERCHANT_KEY', 'not a key'],
    ['WECHATPAY_APIV3_KEY', 'a'.repeat(31)],
    ['WECHATPAY_PUBLIC_KEY_ID', '12345'],
    ['WECHATPAY_PUBLIC_KEY', 'not a key'],
    ['WECHATPAY_PLATFORM_CERTIFICATE', 'not a certificate'],
    ['WECHATPAY_BASE_URL', 'ftp://127.0.0.1'],
    ['YIFEN_BILL_IGNORED_PREFIXES', 'POS-,单'],
    ['YIFEN_LOG_LEVEL', 'loud'],
  ])('names %s when it is malformed, without repeating it', (name, value) => {
    const { findings } = parse({ ...whole, [name]: value });
    expect(findings).toMatchObject([{ name }]);
    expect(JSON.stringify(findings)).not.toContain(`"${value}"`);
  });

  it('reads what is done after a payment, and nothing is done by itself without it', () => {
    expect(parse(whole).config).toMatchObject({
      messagePush: null,
      afterPayment: { shipping: 'manual', paidTemplate: null, shippedTemplate: null },
    });
    const env = {
      ...whole,
      YIFEN_SHIPPING: 'virtual',
      YIFEN_PAID_MESSAGE:
        'AbC_123, character_string1=outTradeNo, amount2=amount, thing3="谢谢惠顾"',
      YIFEN_SHIPPED_MESSAGE: 'AbC_124,thing1=carrier,character_string2=trackingNo,time3=shippedAt',
      YIFEN_ORDER_PAGE: 'pages/detail/detail?id={id}',
      WECHAT_MESSAGE_TOKEN: 'abc',
      WECHAT_MESSAGE_AES_KEY: 'A'.repeat(43),
    };
    expect(parse(env).config).toMatchObject({
      messagePush: { token: 'abc', encodingAesKey: 'A'.repeat(43) },
      afterPayment: {
        shipping: 'virtual',
        paidTemplate: {
          templateId: 'AbC_123',
          fields: { character_string1: 'outTradeNo', amount2: 'amount', thing3: '"谢谢惠顾' },
        },
      },
    });
    const { WECHAT_MESSAGE_TOKEN: _, ...tokenless } = env;
    expect(parse(tokenless).findings).toMatchObject([{ name: 'WECHAT_MESSAGE_TOKEN' }]);
  });

  it.each([
    ['YIFEN_SHIPPING', 'express'],
    ['YIFEN_PAID_MESSAGE', 'AbC_123'],
    ['YIFEN_PAID_MESSAGE', 'AbC_123,thing1=openid'],
    ['YIFEN_PAID_MESSAGE', 'AbC_123,thing1="'],
    ['YIFEN_SHIPPED_MESSAGE', 'AbC_124,thing=carrier'],
    ['YIFEN_ORDER_PAGE', '/pages/detail/detail'],
    ['WECHAT_MESSAGE_AES_KEY', 'short'],
  ])('names %s when it is %s', (name, value) => {
    const env = { ...whole, WECHAT_MESSAGE_TOKEN: 'abc', [name]: value };
    expect(parse(env).findings).toMatchObject([{ name }]);
  });

  it('does not take a private key for the public one', () => {
    const { findings } = parse({ ...whole, WECHATPAY_PUBLIC_KEY: privateKey });
    expect(findings).toMatchObject([{ name: 'WECHATPAY_PUBLIC_KEY' }]);
  });

  it('needs no public address when WeChat Pay is a simulator on this machine', () => {
    const { YIFEN_PUBLIC_URL: _, ...rest } = whole;
    const result = parse({ ...rest, WECHATPAY_BASE_URL: 'http://127.0.0.1:7780' });
    expect(result.config?.publicUrl).toBeNull();
    expect(
      parse({ ...rest, WECHATPAY_BASE_URL: 'https://api.example.com' }).findings,
    ).toMatchObject([{ name: 'YIFEN_PUBLIC_URL' }]);
  });

  it('reads a key from the file that …_FILE names, and says when it cannot', () => {
    const { WECHATPAY_MERCHANT_KEY: _, ...rest } = whole;
    const env = { ...rest, WECHATPAY_MERCHANT_KEY_FILE: 'apiclient_key.pem' };
    expect(parse(env, { 'apiclient_key.pem': privateKey }).config?.merchantKey).toBe(privateKey);
    expect(parse(env).findings).toMatchObject([
      { name: 'WECHATPAY_MERCHANT_KEY_FILE', en: expect.stringContaining('apiclient_key.pem') },
    ]);
  });

  it('reads a key that stands in one line with \\n', () => {
    const oneLine = privateKey.replaceAll('\n', '\\n');
    expect(parse({ ...whole, WECHATPAY_MERCHANT_KEY: oneLine }).config).toBeDefined();
  });

  it('reads a list of prefixes', () => {
    const env = { ...whole, YIFEN_BILL_IGNORED_PREFIXES: 'POS-, OLD' };
    expect(parse(env).config?.billIgnoredPrefixes).toEqual(['POS-', 'OLD']);
    expect(parse(whole).config?.billIgnoredPrefixes).toEqual([]);
  });

  it('takes the master key in hex too', () => {
    const env = { ...whole, YIFEN_MASTER_KEY: '07'.repeat(32) };
    expect(parse(env).config?.masterKey).toEqual(Buffer.alloc(32, 7));
  });
});

function parse(env: Record<string, string>, files: Record<string, string> = {}) {
  return parseConfig(env, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  });
}
