import type { Deviation, Deviations } from './deviation.ts';
import { type Cause, type DoctorSecret, signatureCause } from './diagnosis.ts';
import type { Draft } from './draft.ts';
import { layoutDeviations, rareLayoutDeviations } from './layout-deviations.ts';
import { lineEndDeviations, rareLineEndDeviations } from './line-end-deviations.ts';
import { packageDeviations } from './package-deviations.ts';
import { rareTimeDeviations, timeDeviations } from './time-deviations.ts';
import { commonValueDeviations, valueDeviation } from './value-deviations.ts';
import { wholeTextDeviations } from './whole-text-deviations.ts';

/** Other values that may have been signed. */
export interface PaySignCandidates {
  /** E.g. the official account's, the partner's and the sub-merchant's. */
  readonly appIds?: readonly string[] | undefined;
  readonly timeStamps?: readonly string[] | undefined;
  readonly nonceStrs?: readonly string[] | undefined;
  /** With or without `prepay_id=`. */
  readonly packages?: readonly string[] | undefined;
  /** Merchant numbers that may stand where the appid belongs. */
  readonly mchids?: readonly string[] | undefined;
}

/** Every known way to sign the four lines of `paySign` wrongly. */
export function paySignDeviations(
  candidates: PaySignCandidates,
  secrets: readonly DoctorSecret[],
): Deviations {
  return {
    common: [
      ...(candidates.appIds ?? []).map(otherApp),
      ...(candidates.mchids ?? []).map(merchantAsApp),
      ...timeDeviations(1, 'timeStamp', candidates.timeStamps ?? []),
      ...packageDeviations(candidates.packages ?? []),
      ...commonValueDeviations(2, 'nonceStr', candidates.nonceStrs ?? []),
      ...lineEndDeviations(names),
      ...commonValueDeviations(0, 'appId', []),
      ...commonValueDeviations(1, 'timeStamp', []),
      ...commonValueDeviations(3, 'package', []),
      ...layoutDeviations(names),
      ...signTypeLine(),
      ...queryLayouts(secrets),
      ...wholeTextDeviations(),
    ],
    rare: () => [
      ...rareTimeDeviations(1, 'timeStamp'),
      ...rareLineEndDeviations(),
      ...rareLayoutDeviations(names),
    ],
  };
}

const names = ['appId', 'timeStamp', 'nonceStr', 'package'];

function otherApp(appId: string): Deviation {
  const cause = signatureCause(
    'app-id-of-another-app',
    {
      zh: `签名用的 appId 是 ${appId}，不是正在运行的小程序。`,
      en: `It was signed for appId ${appId}, which is not the running mini-program.`,
    },
    {
      zh: '第一行用当前小程序的 appid，并与下单时的 appid 一致（服务商模式：sp_appid 或 sub_appid）。',
      en: 'Sign the appid of the running mini-program, the same as in the order (partner mode: sp_appid or sub_appid).',
    },
  );
  return valueDeviation(0, 'usual', cause, () => appId);
}

function merchantAsApp(mchid: string): Deviation {
  const cause = signatureCause(
    'merchant-number-as-app-id',
    {
      zh: '签名原文第一行是商户号，不是 appid。',
      en: 'The first line that was signed is the merchant number, not the appid.',
    },
    { zh: '第一行用小程序的 appid。', en: 'Put the appid of the mini-program on the first line.' },
  );
  return valueDeviation(0, 'usual', cause, () => mchid);
}

function signTypeLine(): Deviation[] {
  const cause = signatureCause(
    'sign-type-line-added',
    {
      zh: '签名原文多了一行 signType。',
      en: 'The signed text has a fifth line with the signType.',
    },
    {
      zh: '只签四行；signType 要传，但不参与签名。',
      en: 'Sign four lines only; signType is sent but not signed.',
    },
  );
  return ['RSA', 'MD5'].map((word) => ({
    causes: [cause],
    part: 'layout',
    stage: 2,
    frequency: 'seldom',
    apply: (draft) => ({
      ...draft,
      lines: [...draft.lines, word],
      joiners: [...draft.joiners, '\n'],
    }),
  }));
}

function queryLayouts(secrets: readonly DoctorSecret[]): Deviation[] {
  const endings = [
    { tail: '', cause: queryCause() },
    ...secrets.map(({ label, value }) => ({ tail: `&key=${value}`, cause: queryCause(label) })),
  ];
  return ['RSA', 'MD5', 'HMAC-SHA256', undefined].flatMap((signType) =>
    ['appId', 'appid'].flatMap((appIdName) =>
      endings.map(
        ({ tail, cause }): Deviation => ({
          causes: [cause],
          part: 'layout',
          stage: 2,
          frequency: 'seldom',
          apply: (draft) => asQuery(draft, appIdName, signType, tail),
        }),
      ),
    ),
  );
}

// The way of APIv2: names sorted, joined by &, the key at the end.
function asQuery(
  draft: Draft,
  appIdName: string,
  signType: string | undefined,
  tail: string,
): Draft | undefined {
  const [appId, timeStamp, nonceStr, packageValue] = draft.lines;
  if (draft.lines.length !== 4) return undefined;
  const middle = signType === undefined ? '' : `&signType=${signType}`;
  const line = `${appIdName}=${appId}&nonceStr=${nonceStr}&package=${packageValue}${middle}&timeStamp=${timeStamp}${tail}`;
  return { ...draft, lines: [line], joiners: [], ending: '' };
}

function queryCause(secret?: string): Cause {
  const key =
    secret === undefined
      ? { zh: '', en: '' }
      : { zh: `，末尾是 ${secret}`, en: ` ending in the ${secret}` };
  return signatureCause(
    'text-of-api-v2',
    {
      zh: `签名原文是 APIv2 的写法（key=value 用 & 连接${key.zh}）。`,
      en: `The signed text is written the way of APIv2 (key=value joined by &${key.en}).`,
    },
    {
      zh: 'APIv3 签四行原文：appId、timeStamp、nonceStr、package，各以 LF 结尾，用商户 API 私钥签名。',
      en: 'APIv3 signs four lines (appId, timeStamp, nonceStr, package), each ended by LF, with the merchant API private key.',
    },
  );
}
