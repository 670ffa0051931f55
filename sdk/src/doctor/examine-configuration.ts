import { examineClock, examineNotifyUrl } from './examine-environment.ts';
import { examineForms } from './examine-forms.ts';
import { examineMerchantKeys } from './examine-merchant-keys.ts';
import { examinePlatformKeys } from './examine-platform-keys.ts';
import type { Finding } from './finding.ts';

/** A merchant's settings as they stand; absent ones are reported when nothing works without them. */
export interface ConfigurationInput {
  /** Of the mini-program. */
  readonly appid?: string | undefined;
  readonly appSecret?: string | undefined;
  readonly mchid?: string | undefined;
  /** Serial of the merchant certificate, hex. */
  readonly merchantSerial?: string | undefined;
  /** PEM, `apiclient_key.pem`. Its content is in no finding. */
  readonly privateKey?: string | undefined;
  /** PEM, `apiclient_cert.pem`; optional, it lets key and serial be compared. */
  readonly merchantCertificate?: string | undefined;
  /** Its content is in no finding. */
  readonly apiV3Key?: string | undefined;
  /** `PUB_KEY_ID_…`. */
  readonly publicKeyId?: string | undefined;
  /** PEM of the WeChat Pay public key. */
  readonly publicKey?: string | undefined;
  /** PEM of platform certificates, for merchants without the public key. */
  readonly platformCertificates?: readonly string[] | undefined;
  readonly notifyUrl?: string | undefined;
  /** Milliseconds since 1970 by this machine's clock. */
  readonly nowMs: number;
  /** The `Date` header of an answer of WeChat's received just now. */
  readonly wechatDate?: string | undefined;
}

/** Judges a configuration without any call; all findings at once, fatal ones first. */
export function examineConfiguration(input: ConfigurationInput): readonly Finding[] {
  const findings = [
    ...examineForms(input),
    ...examineMerchantKeys(input),
    ...examinePlatformKeys(input),
    ...examineNotifyUrl(input.notifyUrl),
    ...examineClock(input.wechatDate, input.nowMs),
  ];
  return Object.freeze([
    ...findings.filter(({ severity }) => severity === 'fatal'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ]);
}
