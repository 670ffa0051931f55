import { type PublicKey, readKeyMaterial } from '../core/key-material.ts';
import type { ConfigurationInput } from './examine-configuration.ts';
import type { Finding } from './finding.ts';

/** Judges WeChat's keys: there is one, it has its id, and it is not the merchant's own. */
export function examinePlatformKeys(input: ConfigurationInput): Finding[] {
  const { publicKey, publicKeyId, platformCertificates = [] } = input;
  const certificates = platformCertificates.flatMap((pem) =>
    examineKey(input, 'platformCertificates', pem),
  );
  if (!publicKey && !publicKeyId) {
    return platformCertificates.length > 0
      ? certificates
      : [
          finding(
            'platform-key-missing',
            'publicKey',
            '没有微信支付公钥，也没有平台证书：任何应答和通知都无法验签。',
            'There is neither the WeChat Pay public key nor a platform certificate: no answer or notification can be verified.',
          ),
        ];
  }
  if (!publicKey)
    return [
      ...certificates,
      finding(
        'publicKey-missing',
        'publicKey',
        '填了公钥 ID，没有微信支付公钥。',
        'The public key id is set, but the WeChat Pay public key is missing.',
      ),
    ];
  return [...certificates, ...examineId(publicKeyId), ...examineKey(input, 'publicKey', publicKey)];
}

const remedy: Finding['remedy'] = {
  zh: '在商户平台「API 安全」下载微信支付公钥 pub_key.pem，连同 PUB_KEY_ID_… 一起配置；没有公钥的老商户用 yifen certs 下载平台证书。',
  en: 'Download the WeChat Pay public key (pub_key.pem) under “API security” in the merchant console and configure it with its PUB_KEY_ID_…; older merchants download platform certificates with yifen certs.',
};

function finding(code: string, setting: string, zh: string, en: string): Finding {
  return { code, setting, severity: 'fatal', sentence: { zh, en }, remedy };
}

function examineId(id: string | undefined): Finding[] {
  if (!id)
    return [
      finding(
        'publicKeyId-missing',
        'publicKeyId',
        '填了微信支付公钥，没有它的 ID。',
        'The WeChat Pay public key is set, but its id is missing.',
      ),
    ];
  if (/^PUB_KEY_ID_[0-9A-Za-z]+$/.test(id)) return [];
  return [
    finding(
      'publicKeyId-malformed',
      'publicKeyId',
      `公钥 ID 应以 PUB_KEY_ID_ 开头，现在是「${id}」。`,
      `The public key id must begin with PUB_KEY_ID_; this one is “${id}”.`,
    ),
  ];
}

function examineKey(
  input: ConfigurationInput,
  setting: 'publicKey' | 'platformCertificates',
  pem: string,
): Finding[] {
  const material = readKeyMaterial(pem);
  const name =
    setting === 'publicKey'
      ? { zh: '微信支付公钥', en: 'WeChat Pay public key' }
      : { zh: '平台证书', en: 'platform certificate' };
  if (
    material === undefined ||
    (setting === 'platformCertificates' && material.certificate === undefined)
  ) {
    return [
      finding(
        `${setting}-unreadable`,
        setting,
        `${name.zh}不是可读的 PEM。`,
        `The ${name.en} is not readable PEM.`,
      ),
    ];
  }
  if (material.kind === 'private-key') {
    return [
      finding(
        `${setting}-is-a-private-key`,
        setting,
        `${name.zh}的位置放的是私钥。`,
        `A private key stands where the ${name.en} belongs.`,
      ),
    ];
  }
  if (isMerchants(material.publicKey, input)) {
    return [
      finding(
        'merchant-certificate-in-platform-slot',
        setting,
        `${name.zh}的位置放的是商户自己的证书或公钥。`,
        `The merchant’s own certificate or key stands where the ${name.en} belongs.`,
      ),
    ];
  }
  if (setting === 'publicKey' && material.certificate !== undefined) {
    return [
      finding(
        'certificate-in-public-key-slot',
        setting,
        '微信支付公钥的位置放的是证书。',
        'A certificate stands where the WeChat Pay public key belongs.',
      ),
    ];
  }
  if (material.certificate !== undefined && input.nowMs > material.certificate.untilMs) {
    return [
      finding(
        'platform-certificate-expired',
        setting,
        `平台证书 ${material.certificate.serial} 已过期。`,
        `The platform certificate ${material.certificate.serial} has expired.`,
      ),
    ];
  }
  return [];
}

function isMerchants(
  publicKey: PublicKey,
  { privateKey, merchantCertificate }: ConfigurationInput,
): boolean {
  return [privateKey, merchantCertificate].some((pem) => {
    const own = pem === undefined ? undefined : readKeyMaterial(pem);
    return own !== undefined && publicKey.equals(own.publicKey);
  });
}
