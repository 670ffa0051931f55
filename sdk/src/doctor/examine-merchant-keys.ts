import { type KeyMaterial, readKeyMaterial } from '../core/key-material.ts';
import type { ConfigurationInput } from './examine-configuration.ts';
import type { Finding } from './finding.ts';

/** Judges private key, certificate and serial of the merchant: readable, a pair, in force, the same merchant's. */
export function examineMerchantKeys(input: ConfigurationInput): Finding[] {
  const key = input.privateKey === undefined ? undefined : readKeyMaterial(input.privateKey);
  return [...examineKey(input, key), ...examineCertificate(input, key)];
}

function examineKey({ privateKey }: ConfigurationInput, key: KeyMaterial | undefined): Finding[] {
  const remedy = {
    zh: '使用商户 API 私钥文件 apiclient_key.pem 的全文（含首尾行）。',
    en: 'Use the whole text of apiclient_key.pem, first and last line included.',
  };
  const finding = (code: string, zh: string, en: string): Finding[] => [
    { code, setting: 'privateKey', severity: 'fatal', sentence: { zh, en }, remedy },
  ];
  if (privateKey === undefined || privateKey === '') {
    return finding(
      'privateKey-missing',
      '缺少商户 API 私钥。',
      'The merchant API private key is missing.',
    );
  }
  if (key === undefined) {
    return /\\n/.test(privateKey)
      ? finding(
          'privateKey-escaped',
          '私钥里的换行被写成了 \\n 两个字符，无法读取。',
          'The line ends of the private key are written as \\n; it cannot be read.',
        )
      : finding(
          'privateKey-unreadable',
          '私钥不是可读的 PEM。',
          'The private key is not readable PEM.',
        );
  }
  if (key.kind !== 'private-key') {
    return finding(
      'privateKey-is-no-private-key',
      `私钥的位置放的是${key.kind === 'certificate' ? '证书' : '公钥'}。`,
      `A ${key.kind.replace('-', ' ')} stands where the private key belongs.`,
    );
  }
  if ((key.bits ?? 0) < 2048) {
    return finding(
      'privateKey-weak',
      '私钥不是 2048 位的 RSA 密钥。',
      'The private key is not an RSA key of 2048 bits.',
    );
  }
  return [];
}

const dayMs = 86_400_000;

function examineCertificate(input: ConfigurationInput, key: KeyMaterial | undefined): Finding[] {
  if (input.merchantCertificate === undefined || input.merchantCertificate === '') return [];
  const material = readKeyMaterial(input.merchantCertificate);
  const found: Finding[] = [];
  const add = (
    code: string,
    severity: Finding['severity'],
    sentence: Finding['sentence'],
    remedy: Finding['remedy'],
  ) => found.push({ code, setting: 'merchantCertificate', severity, sentence, remedy });
  const { certificate } = material ?? {};
  if (material === undefined || certificate === undefined) {
    add(
      'merchantCertificate-unreadable',
      'fatal',
      {
        zh: '商户证书不是可读的 PEM 证书。',
        en: 'The merchant certificate is not a readable PEM certificate.',
      },
      { zh: '使用 apiclient_cert.pem 的全文。', en: 'Use the whole text of apiclient_cert.pem.' },
    );
    return found;
  }
  if (key !== undefined && !key.publicKey.equals(material.publicKey)) {
    add(
      'key-and-certificate-no-pair',
      'fatal',
      {
        zh: `私钥（模数 ${key.modulusStart}…）与商户证书（模数 ${material.modulusStart}…）不是一对。`,
        en: `The private key (modulus ${key.modulusStart}…) and the merchant certificate (modulus ${material.modulusStart}…) are no pair.`,
      },
      {
        zh: '使用同一次申请得到的 apiclient_key.pem 和 apiclient_cert.pem。',
        en: 'Use apiclient_key.pem and apiclient_cert.pem of the same application.',
      },
    );
  }
  const { merchantSerial, mchid, nowMs } = input;
  if (merchantSerial && merchantSerial.toUpperCase() !== certificate.serial) {
    add(
      'serial-of-another-certificate',
      'fatal',
      {
        zh: `所填序列号不是这张商户证书的，它的序列号是 ${certificate.serial}。`,
        en: `The serial configured is not that of this merchant certificate, which is ${certificate.serial}.`,
      },
      {
        zh: `把商户证书序列号改为 ${certificate.serial}。`,
        en: `Set the merchant serial to ${certificate.serial}.`,
      },
    );
  }
  const owner = /CN=(\d{8,12})(?!\d)/.exec(certificate.subject)?.[1];
  if (owner !== undefined && mchid && owner !== mchid) {
    add(
      'certificate-of-another-merchant',
      'fatal',
      {
        zh: `商户证书属于商户 ${owner}，不是 ${mchid}。`,
        en: `The merchant certificate belongs to merchant ${owner}, not to ${mchid}.`,
      },
      {
        zh: '使用该商户号自己的证书和私钥。',
        en: 'Use certificate and key of this very merchant.',
      },
    );
  }
  if (nowMs > certificate.untilMs) {
    add(
      'merchantCertificate-expired',
      'fatal',
      { zh: '商户证书已过期。', en: 'The merchant certificate has expired.' },
      {
        zh: '在商户平台更换证书，并同时更换私钥和序列号。',
        en: 'Renew it in the merchant console; change key and serial together.',
      },
    );
  } else if (nowMs > certificate.untilMs - 30 * dayMs) {
    const days = Math.floor((certificate.untilMs - nowMs) / dayMs);
    add(
      'merchantCertificate-expires-soon',
      'warning',
      {
        zh: `商户证书将在 ${days} 天后过期。`,
        en: `The merchant certificate expires in ${days} days.`,
      },
      {
        zh: '提前在商户平台更换证书；新旧证书可以同时有效。',
        en: 'Renew it in the merchant console in time; old and new may be valid together.',
      },
    );
  }
  return found;
}
