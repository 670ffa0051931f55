import {
  bodyDeviations,
  rareBodyDeviations,
  rewrittenNotificationBody,
} from './body-deviations.ts';
import type { Deviation } from './deviation.ts';
import { diagnoseSignature } from './diagnose-signature.ts';
import { type Diagnosis, type DoctorKey, signatureCause } from './diagnosis.ts';
import { draftLines, readBody } from './draft.ts';
import { inspectNotification } from './inspect-notification.ts';
import { parseJson } from './json-text.ts';
import { layoutDeviations, rareLayoutDeviations } from './layout-deviations.ts';
import { notificationOrders } from './notification-orders.ts';
import type { CandidateKey } from './read-keys.ts';
import { rareTimeDeviations, timeDeviations } from './time-deviations.ts';
import { commonValueDeviations, valueDeviation } from './value-deviations.ts';

/** A notification, or an answer, of WeChat's that does not verify. */
export interface NotificationInput {
  /** As received; names in any case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes that were verified. */
  readonly body: string | Uint8Array;
  /** First the platform key in use (WeChat Pay public key or platform certificate), then suspects. */
  readonly keys: readonly DoctorKey[];
  /** Serial of the first key: `PUB_KEY_ID_…`; a certificate brings its own. Absent = not judged. */
  readonly serial?: string;
  /** To see whether the resource opens; absent = not judged. */
  readonly apiV3Key?: string;
  /** When it was verified, in milliseconds since 1970; absent = not judged. */
  readonly nowMs?: number;
  /** Other values that may have been signed. */
  readonly candidates?: {
    readonly bodies?: readonly string[];
    readonly timestamps?: readonly string[];
    readonly nonces?: readonly string[];
  };
}

/**
 * Says what WeChat really signed when a notification or an answer does not verify: usually other bytes than
 * those that were verified, or with another key.
 *
 * @throws ArgumentError for a key that cannot be read, or none
 * @see verifying answers and notifications, document 4013053249
 */
export function explainNotification(input: NotificationInput): Diagnosis {
  const { text, encoding } = readBody(input.body);
  const { fields, causes } = inspectNotification(input, text);
  const { candidates = {} } = input;
  return diagnoseSignature({
    name: 'Wechatpay-Signature',
    // A probe is wrong on purpose: there is nothing to find in it.
    signature: fields.signature.startsWith('WECHATPAY/SIGNTEST/') ? '' : fields.signature,
    keys: input.keys,
    secrets: [],
    expected: draftLines([fields.timestamp, fields.nonce, text], encoding),
    deviations: {
      common: [
        ...canonicalOrders(text),
        ...bodyDeviations(text, candidates.bodies ?? [], bodyRoles),
        ...timeDeviations(0, 'Wechatpay-Timestamp', candidates.timestamps ?? []),
        ...commonValueDeviations(1, 'Wechatpay-Nonce', candidates.nonces ?? []),
        ...layoutDeviations(names),
      ],
      rare: () => [
        ...rareTimeDeviations(0, 'Wechatpay-Timestamp'),
        ...rareBodyDeviations(text, bodyRoles),
        ...rareLayoutDeviations(names),
      ],
    },
    otherKeyCause,
    inputCauses: causes,
  });
}

const names = ['Wechatpay-Timestamp', 'Wechatpay-Nonce', 'body'];
const bodyRoles = { line: 2, rewritten: rewrittenNotificationBody };

function canonicalOrders(body: string): Deviation[] {
  const value = parseJson(body);
  if (value === undefined) return [];
  const cause = rewrittenNotificationBody({
    zh: '的字段顺序是微信的原顺序',
    en: 'has its members in WeChat’s own order',
  });
  return notificationOrders(value).map((ordered, index) =>
    valueDeviation(2, index === 0 ? 'usual' : 'seldom', cause, () => JSON.stringify(ordered)),
  );
}

function otherKeyCause(fits: CandidateKey, due: CandidateKey) {
  return signatureCause(
    'key-of-another',
    {
      zh: `微信用的是 ${fits.label}（模数 ${fits.material.modulusStart}…），验签用的是 ${due.label}（模数 ${due.material.modulusStart}…）。`,
      en: `WeChat signed with ${fits.label} (modulus ${fits.material.modulusStart}…), it was verified with ${due.label} (modulus ${due.material.modulusStart}…).`,
    },
    {
      zh: '按 Wechatpay-Serial 选择平台公钥或平台证书；切换期间两种都会收到，都要配置。',
      en: 'Choose the key by Wechatpay-Serial; while a switch is under way both kinds arrive, so configure both.',
    },
  );
}
