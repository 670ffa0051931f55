import type { FlowSignature } from '../platform/flow-event.ts';
import type { MerchantCertificate } from '../platform/merchant-certificates.ts';
import { Refusal, type RefusalParts } from '../platform/refusal.ts';
import { verifyText } from '../platform/rsa-signature.ts';
import { requestText } from '../platform/signed-text.ts';
import type { WireRequest } from './wire.ts';

/** What requests are judged by. */
export interface AuthorizationPolicy {
  readonly mchid: string;
  /** The merchant's certificate with this serial. */
  readonly certificate: (serial: string) => MerchantCertificate | undefined;
  readonly wallMs: number;
}

/** The verdict on a request: `refusal` is absent when its signature was verified. */
export interface AuthorizationVerdict {
  readonly refusal?: Refusal;
  /** Absent when the header could not be read. */
  readonly signature?: FlowSignature;
}

interface AuthorizationFields {
  readonly mchid: string;
  readonly serial_no: string;
  readonly nonce_str: string;
  readonly timestamp: string;
  readonly signature: string;
}

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
const WINDOW_SECONDS = 300;

/**
 * Judges `Authorization` in WeChat's order: scheme, fields, timestamp (±5 minutes), certificate, signature.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012365337
 */
export function authorize(request: WireRequest, policy: AuthorizationPolicy): AuthorizationVerdict {
  const header = request.headers.authorization ?? '';
  const [scheme = '', ...rest] = header.split(' ');
  const unread = schemeFault(scheme, request.url);
  if (unread !== undefined) return { refusal: unread };
  const fields = readFields(rest.join(' '));
  if (fields === undefined) return { refusal: signError(MALFORMED) };

  const text = requestText(
    request.method,
    request.url,
    fields.timestamp,
    fields.nonce_str,
    request.body,
  );
  const refused = (refusal: Refusal): AuthorizationVerdict => ({
    refusal,
    signature: {
      signedText: text.toString('utf8'),
      verified: false,
      serial: fields.serial_no,
      reason: refusal.message,
    },
  });
  const ageSeconds = policy.wallMs / 1000 - Number(fields.timestamp);
  if (Math.abs(ageSeconds) > WINDOW_SECONDS) {
    return refused(signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'));
  }
  // An unknown merchant learns nothing more than that.
  if (fields.mchid !== policy.mchid) return refused(signError('签名错误'));
  const certificate = policy.certificate(fields.serial_no);
  if (certificate?.standing !== 'valid') return refused(certificateFault(certificate));
  if (!verifyText(text, certificate.issued.publicKey, fields.signature)) {
    return refused(signatureFault(request, text, fields));
  }
  return {
    signature: { signedText: text.toString('utf8'), verified: true, serial: fields.serial_no },
  };
}

const MALFORMED = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';

function schemeFault(scheme: string, url: string): Refusal | undefined {
  if (scheme === SCHEME) return undefined;
  const bare = scheme === '' || scheme === 'Bearer';
  if (bare && url.startsWith('/v3/pay/transactions/')) {
    return signError('签名信息错误，验签失败', { withoutRequestId: true });
  }
  return signError(scheme === '' ? MALFORMED : 'HTTP头Authorization认证类型不正确');
}

function readFields(text: string): AuthorizationFields | undefined {
  const pairs = text.split(',').map((pair) => /^([a-z_]+)="([^"]*)"$/.exec(pair));
  if (pairs.length !== 5 || pairs.includes(null)) return undefined;
  const values = new Map(pairs.map((pair) => [pair?.[1], pair?.[2]]));
  const [mchid, serial_no, nonce_str, timestamp, signature] = [
    'mchid',
    'serial_no',
    'nonce_str',
    'timestamp',
    'signature',
  ].map((name) => values.get(name));
  if (!mchid || !serial_no || !nonce_str || !timestamp || !signature) return undefined;
  if (!/^\d{1,12}$/.test(timestamp)) return undefined;
  return { mchid, serial_no, nonce_str, timestamp, signature };
}

const STANDING_MESSAGE = {
  expired: '商户证书已过期',
  revoked: '商户证书已作废',
  replaced: '已更换证书，请使用新证书',
} as const;

function certificateFault(certificate: MerchantCertificate | undefined): Refusal {
  return certificate === undefined || certificate.standing === 'valid'
    ? signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号')
    : signError(STANDING_MESSAGE[certificate.standing]);
}

/** WeChat shows the message it built, cut after the first characters of the body, and its length in bytes. */
function signatureFault(request: WireRequest, text: Buffer, fields: AuthorizationFields): Refusal {
  const shown = request.body.toString('utf8').slice(0, 11);
  const head = [request.method, request.url, fields.timestamp, fields.nonce_str].join('\n');
  return signError('签名错误', {
    detail: {
      detail: { issue: 'sign not match' },
      field: 'signature',
      location: 'authorization',
      sign_information: {
        method: request.method,
        url: request.url,
        truncated_sign_message: `${head}\n${shown}\n`,
        sign_message_length: text.length,
      },
    },
  });
}

function signError(message: string, parts: Partial<RefusalParts> = {}): Refusal {
  return new Refusal({
    status: 401,
    code: 'SIGN_ERROR',
    message,
    internalCode: 268443699,
    unsigned: true,
    ...parts,
  });
}
