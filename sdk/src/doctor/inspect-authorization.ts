import { readKeyMaterial } from '../core/key-material.ts';
import { type Cause, type DoctorKey, inputCause } from './diagnosis.ts';
import { isMembers, parseJson } from './json-text.ts';

/** The fields of an `Authorization` header, empty where they are missing. */
export interface AuthorizationFields {
  readonly mchid: string;
  readonly nonce_str: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly serial_no: string;
}

/** Reads an `Authorization` header and says what can be seen to be wrong with it. */
export function inspectAuthorization(input: {
  readonly authorization: string;
  readonly url: string;
  readonly body: string;
  readonly keys: readonly DoctorKey[];
  readonly nowMs?: number;
}): { readonly fields: AuthorizationFields; readonly causes: readonly Cause[] } {
  const header = input.authorization.trim().replace(/^Authorization:\s*/i, '');
  const [, scheme = '', rest = ''] = /^([A-Z0-9-]+)\s+(.*)$/is.exec(header) ?? [];
  const read = (name: string) => new RegExp(`(?:^|[\\s,])${name}="([^"]*)"`).exec(rest)?.[1] ?? '';
  const fields = {
    mchid: read('mchid'),
    nonce_str: read('nonce_str'),
    signature: read('signature'),
    timestamp: read('timestamp'),
    serial_no: read('serial_no'),
  };
  const causes = [
    ...judgeGrammar(scheme, fields),
    ...judgeTime(fields.timestamp, input.nowMs),
    ...judgeMerchant(fields.mchid, input.url, input.body),
    ...judgeSerial(fields, input.keys, input.nowMs),
  ];
  return { fields, causes };
}

const dueScheme = 'WECHATPAY2-SHA256-RSA2048';

function judgeGrammar(scheme: string, fields: AuthorizationFields): Cause[] {
  const remedy = {
    zh: `写成：Authorization: ${dueScheme} mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`,
    en: `Write it as: Authorization: ${dueScheme} mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`,
  };
  const missing = Object.entries(fields).flatMap(([name, value]) => (value === '' ? [name] : []));
  const causes: Cause[] = [];
  if (scheme !== dueScheme) {
    causes.push(
      inputCause(
        'authorization-scheme',
        {
          zh: `Authorization 的认证类型是「${scheme}」，不是 ${dueScheme}。`,
          en: `The scheme of Authorization is “${scheme}”, not ${dueScheme}.`,
        },
        remedy,
      ),
    );
  }
  if (missing.length > 0) {
    const list = missing.join(', ');
    causes.push(
      inputCause(
        'authorization-field-missing',
        {
          zh: `Authorization 缺少字段，或没有写成 key="value"：${list}。`,
          en: `Authorization lacks these fields, or they are not written as key="value": ${list}.`,
        },
        remedy,
      ),
    );
  }
  return causes;
}

function judgeTime(timestamp: string, nowMs: number | undefined): Cause[] {
  const remedy = {
    zh: '用 Unix 秒，并校准服务器时钟（NTP）：与微信相差不得超过 5 分钟。',
    en: 'Use Unix seconds and keep the clock right (NTP): it may differ from WeChat’s by 5 minutes at most.',
  };
  if (timestamp !== '' && !/^\d{10}$/.test(timestamp)) {
    return [
      inputCause(
        'timestamp-not-in-seconds',
        {
          zh: `Authorization 的 timestamp「${timestamp}」不是 10 位 Unix 秒。`,
          en: `The timestamp “${timestamp}” in Authorization is not 10 digits of Unix seconds.`,
        },
        remedy,
      ),
    ];
  }
  const offMs = nowMs === undefined || timestamp === '' ? 0 : Number(timestamp) * 1000 - nowMs;
  if (Math.abs(offMs) <= 300_000) return [];
  const seconds = Math.round(offMs / 1000);
  return [
    inputCause(
      'timestamp-outside-window',
      {
        zh: `timestamp 与发送时刻相差 ${seconds} 秒，超过 5 分钟。`,
        en: `The timestamp is ${seconds} seconds from the time of sending, more than 5 minutes.`,
      },
      remedy,
    ),
  ];
}

function judgeMerchant(mchid: string, url: string, body: string): Cause[] {
  if (mchid === '') return [];
  const json = parseJson(body);
  const query = new URLSearchParams(/\?(.*)$/s.exec(url)?.[1] ?? '');
  const names = ['combine_mchid', 'sp_mchid', 'mchid', 'stock_creator_mchid'];
  for (const name of names) {
    const other = isMembers(json) && typeof json[name] === 'string' ? json[name] : query.get(name);
    if (other === null || other === undefined) continue;
    if (other === mchid) return [];
    return [
      inputCause(
        'mchid-mismatch',
        {
          zh: `Authorization 的 mchid 是 ${mchid}，而请求里的 ${name} 是 ${other}。`,
          en: `Authorization says mchid ${mchid}, but ${name} of the request is ${other}.`,
        },
        {
          zh: 'Authorization 用发起调用的商户号：服务商模式用 sp_mchid，合单用 combine_mchid，不是子商户号。',
          en: 'Authorization takes the caller’s number: sp_mchid in partner mode, combine_mchid for combined orders, never the sub-merchant’s.',
        },
      ),
    ];
  }
  return [];
}

function judgeSerial(
  { serial_no, mchid }: AuthorizationFields,
  keys: readonly DoctorKey[],
  nowMs: number | undefined,
): Cause[] {
  const remedy = {
    zh: 'serial_no 填商户 API 证书（apiclient_cert.pem）的序列号，且与签名私钥是一对。',
    en: 'serial_no is the serial of the merchant certificate (apiclient_cert.pem) that belongs to the signing key.',
  };
  if (serial_no.startsWith('PUB_KEY_ID_')) {
    return [
      inputCause(
        'serial-of-wechat',
        {
          zh: 'serial_no 填成了微信支付公钥 ID。',
          en: 'serial_no is the id of WeChat Pay’s public key.',
        },
        remedy,
      ),
    ];
  }
  const certificates = keys.flatMap(({ label, pem }) => {
    const certificate = readKeyMaterial(pem)?.certificate;
    return certificate === undefined ? [] : [{ ...certificate, label }];
  });
  const [due] = certificates;
  if (due === undefined || serial_no === '' || keys[0]?.label !== due.label) return [];
  const causes: Cause[] = [];
  if (due.serial !== serial_no.toUpperCase()) {
    const named = certificates.find(({ serial }) => serial === serial_no.toUpperCase());
    const whose =
      named === undefined
        ? { zh: '', en: '' }
        : { zh: `，而是 ${named.label} 的`, en: ` but that of ${named.label}` };
    causes.push(
      inputCause(
        'serial-of-another-certificate',
        {
          zh: `serial_no 不是 ${due.label} 的序列号（${due.serial}）${whose.zh}。`,
          en: `serial_no is not the serial of ${due.label} (${due.serial})${whose.en}.`,
        },
        remedy,
      ),
    );
  }
  // Merchant certificates carry the merchant's number as their common name.
  const owner = /CN=(\d{8,12})(?!\d)/.exec(due.subject)?.[1];
  if (owner !== undefined && mchid !== '' && owner !== mchid) {
    causes.push(
      inputCause(
        'certificate-of-another-merchant',
        {
          zh: `${due.label} 是商户 ${owner} 的证书，而 mchid 是 ${mchid}。`,
          en: `${due.label} belongs to merchant ${owner}, but mchid is ${mchid}.`,
        },
        remedy,
      ),
    );
  }
  if (nowMs !== undefined && (nowMs > due.untilMs || nowMs < due.fromMs)) {
    causes.push(
      inputCause(
        'certificate-not-in-force',
        { zh: `${due.label} 不在有效期内。`, en: `${due.label} is not in force at this time.` },
        {
          zh: '在商户平台申请新证书，并同时更换私钥和序列号。',
          en: 'Apply for a new certificate in the merchant console, and change key and serial together.',
        },
      ),
    );
  }
  return causes;
}
