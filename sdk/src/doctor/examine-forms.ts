import type { ConfigurationInput } from './examine-configuration.ts';
import type { Finding } from './finding.ts';

/** Judges the form of the plain settings: appid, secret, merchant number, serial, APIv3 key. */
export function examineForms(input: ConfigurationInput): Finding[] {
  return rules.flatMap((rule) => judge(rule, input));
}

type Setting = 'appid' | 'appSecret' | 'mchid' | 'merchantSerial' | 'apiV3Key';

interface Rule {
  readonly setting: Setting;
  readonly form: RegExp;
  /** Whether anything works without it. */
  readonly needed: boolean;
  readonly zh: readonly [what: string, remedy: string];
  readonly en: readonly [what: string, remedy: string];
}

const rules: readonly Rule[] = [
  {
    setting: 'appid',
    form: /^wx[0-9a-z]{16}$/,
    needed: true,
    zh: [
      'appid 应为 wx 加 16 位小写字母或数字',
      '填写小程序后台「开发管理」里的 AppID，不是原始 ID（gh_…）。',
    ],
    en: [
      'the appid must be wx and 16 lower-case letters or digits',
      'Use the AppID of the mini-program console, not its original id (gh_…).',
    ],
  },
  {
    setting: 'appSecret',
    form: /^[0-9a-f]{32}$/,
    needed: false,
    zh: ['AppSecret 应为 32 位小写十六进制', '在小程序后台重置 AppSecret 并填写完整。'],
    en: [
      'the AppSecret must be 32 lower-case hex digits',
      'Reset the AppSecret in the mini-program console and copy all of it.',
    ],
  },
  {
    setting: 'mchid',
    form: /^\d{8,10}$/,
    needed: true,
    zh: ['商户号应为 8 到 10 位数字', '填写商户平台「账户中心」里的微信支付商户号。'],
    en: [
      'the merchant number must be 8 to 10 digits',
      'Use the number shown in the merchant console.',
    ],
  },
  {
    setting: 'merchantSerial',
    form: /^[0-9A-Fa-f]{32,40}$/,
    needed: true,
    zh: [
      '商户证书序列号应为 40 位十六进制，不带冒号',
      '用 openssl x509 -in apiclient_cert.pem -noout -serial 查看。',
    ],
    en: [
      'the certificate serial must be 40 hex digits without colons',
      'Read it with openssl x509 -in apiclient_cert.pem -noout -serial.',
    ],
  },
  {
    setting: 'apiV3Key',
    form: /^[!-~]{32}$/,
    needed: true,
    zh: [
      'APIv3 密钥应为 32 个 ASCII 字符（32 字节）',
      '在商户平台「API 安全」设置 APIv3 密钥；不要与 APIv2 密钥混淆，也不要带引号或换行。',
    ],
    en: [
      'the APIv3 key must be 32 ASCII characters (32 bytes)',
      'Set it under “API security” in the merchant console; it is not the APIv2 key, and has no quotes or line end.',
    ],
  },
];

function judge({ setting, form, needed, zh, en }: Rule, input: ConfigurationInput): Finding[] {
  const value = input[setting];
  if (value === undefined || value === '') {
    if (!needed) return [];
    return [
      {
        code: `${setting}-missing`,
        setting,
        severity: 'fatal',
        sentence: { zh: `没有设置：${zh[0]}。`, en: `It is not set: ${en[0]}.` },
        remedy: { zh: zh[1], en: en[1] },
      },
    ];
  }
  if (form.test(value)) return [];
  const length = Buffer.byteLength(value);
  return [
    {
      code: `${setting}-malformed`,
      setting,
      severity: 'fatal',
      sentence: {
        zh: `${zh[0]}，现在的值有 ${length} 字节${value === value.trim() ? '' : '，首尾有空白'}。`,
        en: `${upper(en[0])}; this one has ${length} bytes${value === value.trim() ? '' : ' and white space around it'}.`,
      },
      remedy: { zh: zh[1], en: en[1] },
    },
  ];
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
