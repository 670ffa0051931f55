import { createAeadKey } from '../core/aead-key.ts';
import { readKeyMaterial } from '../core/key-material.ts';
import { openAead } from '../core/open-aead.ts';
import { type Cause, inputCause } from './diagnosis.ts';
import type { NotificationInput } from './explain-notification.ts';
import { isMembers, parseJson } from './json-text.ts';

/** The signature headers, empty where they are missing. */
export interface NotificationFields {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly serial: string;
}

/** Reads the headers and says what can be seen to be wrong without the signature. */
export function inspectNotification(
  input: NotificationInput,
  body: string,
): { readonly fields: NotificationFields; readonly causes: readonly Cause[] } {
  const lower = new Map(
    Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const header = (name: string) => lower.get(`wechatpay-${name}`)?.trim() ?? '';
  const fields = {
    timestamp: header('timestamp'),
    nonce: header('nonce'),
    signature: header('signature'),
    serial: header('serial'),
  };
  const causes = [
    ...judgeHeaders(fields, header('signature-type')),
    ...judgeTime(fields.timestamp, input.nowMs),
    ...judgeSerial(fields.serial, input),
    ...judgeBody(body),
    ...judgeResource(body, input.apiV3Key),
  ];
  return { fields, causes };
}

function judgeHeaders(fields: NotificationFields, type: string): Cause[] {
  const missing = Object.entries(fields).flatMap(([name, value]) =>
    value === '' ? [`Wechatpay-${name}`] : [],
  );
  const list = missing.join(', ');
  if (missing.length > 0) {
    return [
      inputCause(
        'headers-missing',
        { zh: `缺少请求头：${list}。`, en: `These headers are missing: ${list}.` },
        {
          zh: '检查代理、CDN、网关是否去掉了 Wechatpay-* 请求头；若不是微信发来的，直接拒绝。',
          en: 'See whether a proxy, CDN or gateway strips Wechatpay-* headers; what WeChat did not send, refuse.',
        },
      ),
    ];
  }
  const causes: Cause[] = [];
  if (fields.signature.startsWith('WECHATPAY/SIGNTEST/')) {
    causes.push(
      inputCause(
        'signature-probe',
        {
          zh: '这是微信的签名探测（WECHATPAY/SIGNTEST/）：签名故意是错的，用来检查你是否验签。',
          en: 'This is a probe of WeChat’s (WECHATPAY/SIGNTEST/): wrong on purpose, to see whether you verify.',
        },
        {
          zh: '无需修复：应答 4xx，微信会用正确的签名重发。',
          en: 'Nothing to mend: answer 4xx, and WeChat sends it again correctly signed.',
        },
      ),
    );
  }
  if (type !== '' && type !== 'WECHATPAY2-SHA256-RSA2048') {
    causes.push(
      inputCause(
        'signature-type-other',
        { zh: `签名类型是 ${type}，不是 RSA。`, en: `The signature type is ${type}, not RSA.` },
        {
          zh: '在商户平台把加密算法切换为 RSA，或使用国密实现。',
          en: 'Switch the merchant to RSA in the console, or use an implementation of SM2.',
        },
      ),
    );
  }
  return causes;
}

function judgeTime(timestamp: string, nowMs: number | undefined): Cause[] {
  if (nowMs === undefined || !/^\d{1,11}$/.test(timestamp)) return [];
  const seconds = Math.round(Number(timestamp) - nowMs / 1000);
  if (Math.abs(Number(timestamp) * 1000 - nowMs) <= 300_000) return [];
  return [
    inputCause(
      'stale',
      {
        zh: `Wechatpay-Timestamp 与本机时钟相差 ${seconds} 秒，超过 5 分钟。`,
        en: `Wechatpay-Timestamp is ${seconds} seconds from this clock, more than 5 minutes.`,
      },
      {
        zh: '校准本机时钟（NTP）；若时钟正确，这是旧通知或重放，拒绝即可。',
        en: 'Keep the clock right (NTP); if it is, this is an old or replayed message: refuse it.',
      },
    ),
  ];
}

function judgeSerial(serial: string, { keys, serial: configured }: NotificationInput): Cause[] {
  const [first] = keys;
  const due = configured ?? (first && readKeyMaterial(first.pem)?.certificate?.serial);
  if (first === undefined || due === undefined || serial === '') return [];
  const same = due.startsWith('PUB_KEY_ID_')
    ? due === serial
    : due.toUpperCase() === serial.toUpperCase();
  if (same) return [];
  return [
    inputCause(
      'serial-unknown',
      {
        zh: `Wechatpay-Serial 是 ${serial}，而 ${first.label} 的编号是 ${due}。`,
        en: `Wechatpay-Serial is ${serial}, but ${first.label} has the serial ${due}.`,
      },
      serial.startsWith('PUB_KEY_ID_')
        ? {
            zh: '在商户平台下载微信支付公钥，并按它的公钥 ID 配置。',
            en: 'Download the WeChat Pay public key from the merchant console and configure it with its id.',
          }
        : {
            zh: '下载平台证书（yifen certs），并按序列号配置。',
            en: 'Download the platform certificates (yifen certs) and configure them by serial.',
          },
    ),
  ];
}

function judgeBody(body: string): Cause[] {
  if (body.trimStart().startsWith('<')) {
    return [
      inputCause(
        'api-v2-body',
        { zh: '这是 APIv2 的 XML 通知。', en: 'This is an XML notification of APIv2.' },
        {
          zh: '下单用 APIv3，或按 APIv2 的规则处理。',
          en: 'Place orders through APIv3, or treat it by the rules of APIv2.',
        },
      ),
    ];
  }
  if (body !== '[object Object]') return [];
  return [
    inputCause(
      'body-parsed',
      {
        zh: '请求体是「[object Object]」：验签之前就被解析成了对象。',
        en: 'The body is “[object Object]”: it was parsed before it was verified.',
      },
      {
        zh: '在该路由上保留原始字节，不要经过 JSON 解析中间件。',
        en: 'Keep the raw bytes on this route, without a JSON body parser.',
      },
    ),
  ];
}

function judgeResource(body: string, apiV3Key: string | undefined): Cause[] {
  const resource = parseJson(body)?.resource;
  if (apiV3Key === undefined || !isMembers(resource)) return [];
  const { ciphertext, nonce, associated_data } = resource;
  if (typeof ciphertext !== 'string' || typeof nonce !== 'string') return [];
  try {
    const associated = typeof associated_data === 'string' ? associated_data : '';
    openAead({ ciphertext, nonce, associated_data: associated }, createAeadKey(apiV3Key));
    return [];
  } catch {
    return [
      inputCause(
        'api-v3-key-wrong',
        {
          zh: '这个 APIv3 密钥打不开 resource：密钥不对，或密文被改动。',
          en: 'The APIv3 key does not open the resource: it is another key, or the ciphertext was changed.',
        },
        {
          zh: '使用商户平台当前设置的 APIv3 密钥（32 个字符，不是 APIv2 密钥）。',
          en: 'Use the APIv3 key set in the merchant console now (32 characters, not the APIv2 key).',
        },
      ),
    ];
  }
}
