import type { HashName } from '../core/digest.ts';
import type { Advice } from '../core/errors/wechatpay-error.ts';
import { type Cause, inputCause, signatureCause } from './diagnosis.ts';

/** Says what is wrong with the way a signature was made. */
export const algorithmCauses = Object.freeze({ bySignature, byDigest, byForm });

const remedy: Advice = {
  zh: '用商户 API 私钥做 SHA256-RSA 签名（RSASSA-PKCS1-v1_5），结果用 Base64 编码；signType 传 RSA。',
  en: 'Sign with the merchant API private key by SHA256-RSA (RSASSA-PKCS1-v1_5), encode in base64, and send signType RSA.',
};

function bySignature(scheme: 'pkcs1' | 'pss' | 'bare', hash: HashName | undefined): Cause[] {
  const causes: Cause[] = [];
  if (scheme === 'pss') {
    causes.push(
      signatureCause(
        'padding-pss',
        {
          zh: '签名用的是 RSA-PSS 填充，不是 PKCS#1 v1.5。',
          en: 'It was signed with RSA-PSS instead of PKCS#1 v1.5 padding.',
        },
        remedy,
      ),
    );
  }
  if (scheme === 'bare') {
    causes.push(
      signatureCause(
        'encrypted-not-signed',
        {
          zh: '原文或摘要是被私钥「加密」的，不是签名：缺少摘要算法标识（DigestInfo）。',
          en: 'The text or its digest was “encrypted” with the private key, not signed: the DigestInfo is missing.',
        },
        remedy,
      ),
    );
  }
  if (hash !== undefined && hash !== 'sha256') {
    const name = hash.toUpperCase();
    causes.push(
      signatureCause(
        `hash-${hash}`,
        {
          zh: `签名的摘要算法是 ${name}，不是 SHA-256。`,
          en: `It was signed with ${name} instead of SHA-256.`,
        },
        remedy,
      ),
    );
  }
  return causes;
}

function byDigest(name: string, scheme: 'digest' | 'hmac', hash: HashName, key: string): Cause[] {
  const algorithm = hash.toUpperCase();
  return [
    scheme === 'hmac'
      ? signatureCause(
          'hmac-not-signature',
          {
            zh: `${name} 是用 ${key} 算的 HMAC-${algorithm}，不是 RSA 签名。`,
            en: `${name} is an HMAC-${algorithm} made with the ${key}, not an RSA signature.`,
          },
          remedy,
        )
      : signatureCause(
          'digest-not-signature',
          {
            zh: `${name} 是原文的 ${algorithm} 摘要，没有用私钥签名。`,
            en: `${name} is the ${algorithm} digest of the text; no private key signed it.`,
          },
          remedy,
        ),
  ];
}

function byForm(name: string): Cause[] {
  return [
    inputCause(
      'not-an-rsa-signature',
      {
        zh: `${name} 的长度是摘要（如 APIv2 的 MD5、HMAC-SHA256）的长度，不是 RSA 签名。`,
        en: `${name} is as long as a digest (APIv2’s MD5 or HMAC-SHA256), not as an RSA signature.`,
      },
      remedy,
    ),
  ];
}
