import { bodyDeviations, rareBodyDeviations, rewrittenRequestBody } from './body-deviations.ts';
import type { Deviation, Deviations } from './deviation.ts';
import { diagnoseSignature } from './diagnose-signature.ts';
import { type Diagnosis, type DoctorKey, type DoctorSecret, signatureCause } from './diagnosis.ts';
import { draftLines, readBody } from './draft.ts';
import { inspectAuthorization } from './inspect-authorization.ts';
import { inspectErrorAnswer } from './inspect-error-answer.ts';
import { layoutDeviations, rareLayoutDeviations } from './layout-deviations.ts';
import { lineEndDeviations, rareLineEndDeviations } from './line-end-deviations.ts';
import type { CandidateKey } from './read-keys.ts';
import { readMeta } from './read-meta.ts';
import { rareTimeDeviations, timeDeviations } from './time-deviations.ts';
import { urlDeviations } from './url-deviations.ts';
import { commonValueDeviations, valueDeviation } from './value-deviations.ts';
import { wholeTextDeviations } from './whole-text-deviations.ts';

/** A request that WeChat answered with 401 `SIGN_ERROR`. */
export interface RequestInput {
  readonly method: string;
  /** Path and query as sent, or the whole URL. */
  readonly url: string;
  /** The whole `Authorization` header. */
  readonly authorization: string;
  /** The exact bytes sent; absent for none. For uploads the whole multipart body. */
  readonly body?: string | Uint8Array;
  /** `Content-Type` as sent; needed for uploads only. */
  readonly contentType?: string;
  /** First the merchant certificate whose serial was sent, then suspects. */
  readonly keys: readonly DoctorKey[];
  /** Other values that may have been signed. */
  readonly candidates?: {
    readonly bodies?: readonly string[];
    readonly timestamps?: readonly string[];
    readonly nonces?: readonly string[];
    /** Hosts that may have been signed along; the two of WeChat are tried anyway. */
    readonly hosts?: readonly string[];
  };
  /** Symmetric keys that may have been used by mistake. */
  readonly secrets?: readonly DoctorSecret[];
  /** When it was sent, in milliseconds since 1970 by a clock that is right; absent = not judged. */
  readonly nowMs?: number;
  /** WeChat's answer, as text: its `sign_information` shows the text WeChat built. */
  readonly answer?: string;
}

/**
 * Says which text the signature of a refused request was really made from, and so why WeChat refuses it.
 *
 * @throws ArgumentError for a key that cannot be read, or none
 * @see request signature, document 4012365336
 */
export function explainRequest(input: RequestInput): Diagnosis {
  const method = input.method.toUpperCase();
  const url = input.url.replace(/^https?:\/\/[^/?#]+/i, '').replace(/#.*$/s, '');
  const sent = readBody(input.body ?? '');
  const meta = readMeta(input.contentType, sent.text);
  const { fields, causes } = inspectAuthorization({ ...input, url, body: meta ?? sent.text });
  const body = meta ?? sent.text;
  const expected = draftLines(
    [method, url, fields.timestamp, fields.nonce_str, body],
    sent.encoding,
  );
  return diagnoseSignature({
    name: 'Authorization signature',
    signature: fields.signature,
    keys: input.keys,
    secrets: input.secrets ?? [],
    expected,
    deviations: requestDeviations(input, method, body, meta === undefined ? undefined : sent.text),
    otherKeyCause,
    inputCauses: [...causes, ...inspectErrorAnswer(input.answer, expected)],
  });
}

const names = ['HTTP method', 'URL', 'timestamp', 'nonce', 'body'];
const wechatHosts = ['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com'];

function requestDeviations(
  { candidates = {}, url }: RequestInput,
  method: string,
  body: string,
  multipart: string | undefined,
): Deviations {
  const host = /^https?:\/\/([^/?#]+)/i.exec(url)?.[1];
  const hosts = new Set([
    ...(host === undefined ? [] : [host]),
    ...(candidates.hosts ?? []),
    ...wechatHosts,
  ]);
  const bodyRoles = { line: 4, rewritten: rewrittenRequestBody };
  return {
    common: [
      ...(multipart === undefined ? [] : [multipartSigned(multipart)]),
      ...bodyDeviations(body, candidates.bodies ?? [], bodyRoles),
      ...urlDeviations(1, [...hosts]),
      ...methodDeviations(method),
      ...timeDeviations(2, 'timestamp', candidates.timestamps ?? []),
      ...commonValueDeviations(3, 'nonce', candidates.nonces ?? []),
      ...lineEndDeviations(names),
      bodyOnly,
      ...layoutDeviations(names),
      ...wholeTextDeviations(),
    ],
    rare: () => [
      ...rareTimeDeviations(2, 'timestamp'),
      ...rareBodyDeviations(body, bodyRoles),
      ...rareLineEndDeviations(),
      ...rareLayoutDeviations(names),
    ],
  };
}

function multipartSigned(whole: string): Deviation {
  const cause = signatureCause(
    'multipart-body-signed',
    {
      zh: '签名用的是整个 multipart 请求体，应只签 meta 部分的 JSON。',
      en: 'The whole multipart body was signed; only the JSON of its meta part is.',
    },
    {
      zh: '第五行用 meta 部分的 JSON 原文，与发出的逐字节一致。',
      en: 'Put the JSON of the meta part on the fifth line, byte for byte as sent.',
    },
  );
  return valueDeviation(4, 'usual', cause, () => whole);
}

function methodDeviations(sent: string): Deviation[] {
  const cause = (method: string) =>
    signatureCause(
      'method-differs',
      {
        zh: `签名时 HTTP 方法是 ${method}，发出的是 ${sent}。`,
        en: `It was signed with the HTTP method ${method}, but sent with ${sent}.`,
      },
      {
        zh: '第一行用实际请求的方法，全部大写。',
        en: 'Put the method of the request on the first line, in upper case.',
      },
    );
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];
  return [sent.toLowerCase(), ...methods]
    .filter((method) => method !== sent)
    .map((method) => valueDeviation(0, 'usual', cause(method), () => method));
}

const bodyOnly: Deviation = {
  causes: [
    signatureCause(
      'body-signed-alone',
      {
        zh: '只对请求体签了名，没有方法、URL、时间戳和随机串。',
        en: 'The body was signed alone, without method, URL, timestamp and nonce.',
      },
      {
        zh: '签五行：方法、URL、时间戳、随机串、请求体，各以 LF 结尾。',
        en: 'Sign five lines: method, URL, timestamp, nonce, body, each ended by LF.',
      },
    ),
  ],
  part: 'layout',
  stage: 2,
  frequency: 'seldom',
  apply: (draft) => ({ ...draft, lines: draft.lines.slice(4), joiners: [], ending: '' }),
};

function otherKeyCause(fits: CandidateKey, due: CandidateKey) {
  return signatureCause(
    'key-of-another',
    {
      zh: `签名用的是 ${fits.label} 对应的私钥（模数 ${fits.material.modulusStart}…），与 serial_no 所指的证书 ${due.label}（模数 ${due.material.modulusStart}…）不是一对。`,
      en: `It was signed with the private key of ${fits.label} (modulus ${fits.material.modulusStart}…), which is no pair with ${due.label} (modulus ${due.material.modulusStart}…) that serial_no names.`,
    },
    {
      zh: '让私钥与 serial_no 的证书成对：更换证书后同时更换私钥和序列号。',
      en: 'Make key and serial_no a pair: after a renewal change both.',
    },
  );
}
