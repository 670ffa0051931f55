import { diagnoseSignature } from './diagnose-signature.ts';
import type { Cause, Diagnosis, DoctorKey, DoctorSecret } from './diagnosis.ts';
import { inputCause, signatureCause } from './diagnosis.ts';
import { draftLines } from './draft.ts';
import { inspectPayment } from './inspect-payment.ts';
import { type PaySignCandidates, paySignDeviations } from './pay-sign-deviations.ts';
import type { CandidateKey } from './read-keys.ts';

/** A call of `wx.requestPayment` that ended in 支付验证签名失败. */
export interface PaySignInput {
  /** Of the running mini-program. */
  readonly appId: string;
  /** What was given to `wx.requestPayment`, exactly; types and names are judged, too. */
  readonly payment: Readonly<Record<string, unknown>>;
  /** First the certificate (or public key) of the merchant that placed the order, then suspects. */
  readonly keys: readonly DoctorKey[];
  readonly candidates?: PaySignCandidates;
  /** Symmetric keys that may have been used by mistake. */
  readonly secrets?: readonly DoctorSecret[];
  /** Signature of the order call's `Authorization` header, to see whether it was taken for `paySign`. */
  readonly authorization?: string;
}

/**
 * Says which text a failing `paySign` was really made from, and so why WeChat refuses it.
 *
 * @throws ArgumentError for a key that cannot be read, or none
 * @see calling the mini-program cashier, document 4012791898
 */
export function explainPaySign(input: PaySignInput): Diagnosis {
  const { values, causes } = inspectPayment(input.appId, input.payment);
  const reused = takenFromHeader(values.paySign, input.authorization);
  const diagnosis = diagnoseSignature({
    name: 'paySign',
    signature: values.paySign,
    keys: input.keys,
    secrets: input.secrets ?? [],
    expected: draftLines([input.appId, values.timeStamp, values.nonceStr, values.package]),
    deviations: paySignDeviations(input.candidates ?? {}, input.secrets ?? []),
    otherKeyCause,
    inputCauses: [...reused, ...causes],
  });
  return Object.freeze({ ...diagnosis, causes: withoutRepetition(diagnosis.causes) });
}

/** What the signature proves is not said a second time because the input shows it, too. */
function withoutRepetition(causes: readonly Cause[]): readonly Cause[] {
  const proven = new Set(causes.map(({ code }) => shownByInput[code]));
  return causes.filter(({ code }) => !proven.has(code));
}

const shownByInput: Readonly<Record<string, string>> = {
  'time-passed-in-milliseconds': 'time-stamp-in-milliseconds',
  'package-passed-without-prefix': 'package-malformed',
};

function takenFromHeader(paySign: string, authorization: string | undefined): Cause[] {
  const signature = /signature="([^"]*)"/.exec(authorization ?? '')?.[1] ?? authorization;
  if (paySign === '' || signature !== paySign) return [];
  return [
    inputCause(
      'authorization-signature-reused',
      {
        zh: 'paySign 是下单请求 Authorization 头里的签名。',
        en: 'paySign is the signature of the order call’s Authorization header.',
      },
      {
        zh: '对 appId、timeStamp、nonceStr、package 四行另外签名一次。',
        en: 'Sign once more, over the four lines appId, timeStamp, nonceStr, package.',
      },
    ),
  ];
}

function otherKeyCause(fits: CandidateKey, due: CandidateKey): Cause {
  return signatureCause(
    'key-of-another',
    {
      zh: `签名用的是 ${fits.label} 对应的私钥（模数 ${fits.material.modulusStart}…），不是下单商户 ${due.label} 的（模数 ${due.material.modulusStart}…）。`,
      en: `It was signed with the private key of ${fits.label} (modulus ${fits.material.modulusStart}…), not with that of ${due.label} (modulus ${due.material.modulusStart}…), which placed the order.`,
    },
    {
      zh: '使用下单商户当前的 API 私钥 apiclient_key.pem（服务商模式：服务商的私钥）；更换证书后同时更换私钥。',
      en: 'Use the current API private key of the merchant that placed the order (partner mode: the partner’s); after a renewal change key and certificate together.',
    },
  );
}
