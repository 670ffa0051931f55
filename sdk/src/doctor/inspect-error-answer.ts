import type { Advice } from '../core/errors/wechatpay-error.ts';
import { type Cause, inputCause } from './diagnosis.ts';
import { type Draft, renderDraft } from './draft.ts';
import { isMembers, type Json, parseJson } from './json-text.ts';

/**
 * Reads WeChat's answer to a refused request: what its message says, and whether the text that WeChat built
 * (`sign_information`) is the one this request should give.
 *
 * @see error answers, document 4012081709
 */
export function inspectErrorAnswer(answer: string | undefined, expected: Draft): Cause[] {
  const fault = parseJson(answer ?? '');
  if (fault === undefined) return [];
  const said = typeof fault.message === 'string' ? fault.message : '';
  const known = messages.filter(({ pattern }) => pattern.test(said));
  return [
    ...known.map(({ code, sentence, remedy }) => inputCause(code, sentence, remedy)),
    ...compareBuilt(member(member(fault, 'detail'), 'sign_information'), expected),
  ];
}

const lineNames = ['HTTP method', 'URL', 'timestamp', 'nonce'];

function compareBuilt(information: Json | undefined, expected: Draft): Cause[] {
  const built = member(information, 'truncated_sign_message');
  const length = member(information, 'sign_message_length');
  const causes: Cause[] = [];
  const lines = typeof built === 'string' ? built.split('\n') : [];
  for (const [index, name] of lineNames.entries()) {
    const received = lines[index];
    const sent = expected.lines[index];
    if (received === undefined || received === sent) continue;
    causes.push(
      inputCause(
        'received-otherwise',
        {
          zh: `微信收到的 ${name} 是「${received}」，不是「${sent}」：途中被改写，或这不是同一个请求。`,
          en: `WeChat received ${name} “${received}”, not “${sent}”: it was rewritten on the way, or this is another request.`,
        },
        remedy,
      ),
    );
  }
  const due = Buffer.byteLength(renderDraft(expected));
  if (causes.length === 0 && typeof length === 'number' && length !== due) {
    causes.push(
      inputCause(
        'received-length-differs',
        {
          zh: `微信按收到的内容构造的原文是 ${length} 字节，按这里的请求体应是 ${due} 字节：实际发出的请求体不同。`,
          en: `The text WeChat built from what it received has ${length} bytes, this body gives ${due}: another body was really sent.`,
        },
        remedy,
      ),
    );
  }
  return causes;
}

const remedy: Advice = {
  zh: '核对 HTTP 库、代理实际发出的 URL 和请求体，签名必须覆盖同样的字节。',
  en: 'Look at what the HTTP library and proxies really send; the signature must cover the same bytes.',
};

function member(value: Json | undefined, name: string): Json | undefined {
  return isMembers(value) ? value[name] : undefined;
}

const messages: readonly {
  readonly pattern: RegExp;
  readonly code: string;
  readonly sentence: Advice;
  readonly remedy: Advice;
}[] = [
  {
    pattern: /timestamp与发起请求的时间不得超过5分钟/,
    code: 'timestamp-outside-window',
    sentence: {
      zh: '微信认为 timestamp 与当前时间相差超过 5 分钟。',
      en: 'WeChat finds the timestamp more than 5 minutes from its own clock.',
    },
    remedy: {
      zh: '校准服务器时钟（NTP），并用 Unix 秒。',
      en: 'Keep the clock right (NTP) and use Unix seconds.',
    },
  },
  {
    pattern: /商户证书序列号有误/,
    code: 'serial-unknown',
    sentence: { zh: '微信不认识这个 serial_no。', en: 'WeChat does not know this serial_no.' },
    remedy: {
      zh: '填写该商户号下商户 API 证书的序列号。',
      en: 'Use the serial of an API certificate of this merchant.',
    },
  },
  {
    pattern: /商户证书已过期|商户证书已作废|已更换证书/,
    code: 'certificate-not-in-force',
    sentence: {
      zh: '这张商户证书已过期、作废或被更换。',
      en: 'This merchant certificate has expired, or was revoked or replaced.',
    },
    remedy: { zh: '改用新证书的私钥和序列号。', en: 'Use key and serial of the new certificate.' },
  },
  {
    pattern: /认证类型不正确/,
    code: 'authorization-scheme',
    sentence: {
      zh: '微信不认识 Authorization 的认证类型。',
      en: 'WeChat does not know the scheme of Authorization.',
    },
    remedy: { zh: '使用 WECHATPAY2-SHA256-RSA2048。', en: 'Use WECHATPAY2-SHA256-RSA2048.' },
  },
  {
    pattern: /商户未申请过证书|商户未设置APIv3密钥/,
    code: 'merchant-not-set-up',
    sentence: {
      zh: '该商户号还没有申请 API 证书，或没有设置 APIv3 密钥。',
      en: 'This merchant has no API certificate or no APIv3 key yet.',
    },
    remedy: {
      zh: '在商户平台「API 安全」完成设置。',
      en: 'Set both up under “API security” in the merchant console.',
    },
  },
  {
    pattern: /mchid与post payload中的mchid不匹配/,
    code: 'mchid-mismatch',
    sentence: {
      zh: 'Authorization 的 mchid 与请求体里的不一致。',
      en: 'The mchid of Authorization is not that of the body.',
    },
    remedy: { zh: '两处使用同一个商户号。', en: 'Use the same merchant number in both.' },
  },
];
