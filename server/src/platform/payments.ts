import { ApiError, type Notification, type SignedAnswer, type WechatPay } from '@yifen/wechatpay';
import { type Platform, PlatformFailure, type Proven, type ProvenRefund } from '../ports.ts';
import { createFreshSignatures } from './fresh-signatures.ts';
import { directParty, type Proof, partnerParty } from './party.ts';
import { notificationRefused, platformFailure } from './platform-failure.ts';
import {
  evidenceFromAnswer,
  evidenceFromNotification,
  type Partner,
  statementFromPartnerTransaction,
  statementFromRefund,
  statementFromRefundNotice,
  statementFromTransaction,
} from './translate.ts';

/** The part of WeChat that moves money. */
export type Payments = Pick<
  Platform,
  | 'prepay'
  | 'signPayment'
  | 'queryPayment'
  | 'closePayment'
  | 'sendRefund'
  | 'queryRefund'
  | 'openNotification'
>;

/**
 * Makes payments, refunds and their notifications from the SDK.
 *
 * @param parts.partner Whom the merchant of `wechatpay` serves as a service provider; null: itself.
 */
export function createPayments(parts: {
  readonly wechatpay: WechatPay;
  readonly partner: Partner | null;
  readonly nowMs: () => number;
}): Payments {
  const { wechatpay, partner, nowMs } = parts;
  const party = partner === null ? directParty(wechatpay) : partnerParty(wechatpay, partner);
  const signatures = createFreshSignatures(nowMs);

  /** Makes a call and keeps the signed answer as its proof. */
  async function prove<T>(call: (proof: Proof) => Promise<T>) {
    let signed: SignedAnswer | undefined;
    const said = await call({
      onVerified: (answer) => {
        signed = answer;
      },
    });
    if (!signed) throw new Error('the SDK returned an answer that it did not verify');
    return { said, evidence: evidenceFromAnswer(signed, nowMs()) };
  }

  async function proveRefund(
    call: (proof: Proof) => ReturnType<typeof party.queryRefund>,
  ): Promise<ProvenRefund> {
    const { said, evidence } = await prove(call);
    return Object.freeze({ refundStatement: statementFromRefund(said), evidence });
  }

  return Object.freeze<Payments>({
    async prepay(order) {
      const accepted = await party.prepay(order).catch(rethrow);
      signatures.keep(accepted.prepay_id, accepted.requestPayment);
      return { prepayId: accepted.prepay_id };
    },
    async signPayment({ appid, prepayId }) {
      if (prepayId === null) {
        throw new PlatformFailure('The order has no prepay_id.', {
          outcome: 'none',
          code: 'NOT_PREPAID',
        });
      }
      const params = signatures.take(prepayId);
      return params ?? wechatpay.requestPayment({ appid, prepay_id: prepayId }).catch(rethrow);
    },
    async queryPayment(order): Promise<Proven | null> {
      try {
        const { said, evidence } = await prove((proof) => party.query(order, proof));
        return Object.freeze({ statement: said, evidence });
      } catch (error) {
        return nothingKnown(error, 'ORDER_NOT_EXIST');
      }
    },
    closePayment: (order) => party.close(order).catch(rethrow),
    sendRefund: (refund) => proveRefund((proof) => party.refund(refund, proof)).catch(rethrow),
    async queryRefund(refund) {
      try {
        return await proveRefund((proof) => party.queryRefund(refund, proof));
      } catch (error) {
        return nothingKnown(error, 'RESOURCE_NOT_EXISTS');
      }
    },
    openNotification(raw) {
      try {
        const notification = wechatpay.notifications.open(raw);
        const evidence = evidenceFromNotification(notification, raw.body, nowMs());
        return proveNotification(notification, evidence, partner);
      } catch (error) {
        throw notificationRefused(error);
      }
    },
  });
}

function proveNotification(
  notification: Notification,
  evidence: Proven['evidence'],
  partner: Partner | null,
): Proven | ProvenRefund | null {
  switch (notification.event_type) {
    case 'TRANSACTION.SUCCESS':
      return Object.freeze({
        statement: statementFromTransaction('notification', notification.resource),
        evidence,
      });
    case 'TRANSACTION.SUCCESS.PARTNER':
      return Object.freeze({
        statement: statementFromPartnerTransaction('notification', notification.resource, partner),
        evidence,
      });
    case 'REFUND.SUCCESS':
    case 'REFUND.ABNORMAL':
    case 'REFUND.CLOSED':
      return Object.freeze({
        refundStatement: statementFromRefundNotice(notification.resource),
        evidence,
      });
    default:
      return null;
  }
}

/** Only a signed "there is no such thing" is WeChat's word. */
function nothingKnown(error: unknown, code: string): null {
  const isUnknown = error instanceof ApiError && error.says(code);
  if (isUnknown && error.outcome === 'refused' && error.verified) return null;
  throw platformFailure(error);
}

function rethrow(error: unknown): never {
  throw platformFailure(error);
}
