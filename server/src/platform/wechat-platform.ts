import {
  ApiError,
  createMiniProgram,
  createSigner,
  createWechatPay,
  decryptPhoneNumber,
  nodeSystem,
  type PlatformKey,
  type SdkEvent,
  type SignedAnswer,
  type Signer,
  type System,
  type Transport,
} from '@yifen/wechatpay';
import {
  type Clock,
  type Order,
  type Platform,
  PlatformFailure,
  type Proven,
  type ProvenRefund,
  type Refund,
} from '../ports.ts';
import { createAfterPayment, type MessagePushConfig } from './after-payment.ts';
import { createFreshSignatures } from './fresh-signatures.ts';
import { notificationRefused, platformFailure } from './platform-failure.ts';
import {
  evidenceFromAnswer,
  evidenceFromNotification,
  prepayFromOrder,
  requestFromRefund,
  statementFromRefund,
  statementFromRefundNotice,
  statementFromTransaction,
} from './translate.ts';

/** Who we are at WeChat, and whom we believe. */
export interface WechatPlatformConfig {
  readonly appid: string;
  readonly appSecret: string;
  /** Null: https://api.weixin.qq.com. */
  readonly wechatBaseUrl: string | null;
  readonly mchid: string;
  readonly merchantSerial: string;
  /** PEM. */
  readonly merchantKey: string;
  readonly apiV3Key: string;
  /** At least one of public key and certificate is there. */
  readonly publicKey: { readonly id: string; readonly pem: string } | null;
  /** PEM. */
  readonly platformCertificate: string | null;
  /** Null: https://api.mch.weixin.qq.com. */
  readonly wechatpayBaseUrl: string | null;
  /** Null: no pushed message is believed. */
  readonly messagePush: MessagePushConfig | null;
}

/**
 * Makes WeChat, as the flows know it, from the SDK.
 *
 * @param options.onEvent sees what the SDK does; secrets never reach it.
 * @throws ConfigError of the SDK, naming the setting at fault.
 */
export function createWechatPlatform(options: {
  readonly config: WechatPlatformConfig;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly onEvent?: (event: SdkEvent) => void;
  /** Nonces and waiting; the machine's by default. */
  readonly system?: Pick<System, 'nonce' | 'sleep'>;
  /** Signs for the merchant; by default on the thread pool, with `config.merchantKey`. */
  readonly signer?: Signer;
}): Platform {
  const { config, transport, clock, onEvent, system = nodeSystem } = options;
  const { appid } = config;
  const parts = {
    transport,
    system: {
      nowMs: () => clock.nowMs(),
      nonce: () => system.nonce(),
      sleep: (durationMs: number, signal?: AbortSignal) => system.sleep(durationMs, signal),
    },
    ...(onEvent && { onEvent }),
  };
  const wechatpay = createWechatPay({
    ...parts,
    mchid: config.mchid,
    merchantSerial: config.merchantSerial,
    // A server has more to do than to wait for a signature: they are all made on the thread pool.
    signer: options.signer ?? createSigner(config.merchantKey),
    apiV3Key: config.apiV3Key,
    platformKeys: platformKeys(config),
    ...(config.wechatpayBaseUrl && { baseUrl: config.wechatpayBaseUrl }),
  });
  const miniProgram = createMiniProgram({
    ...parts,
    appid,
    secret: config.appSecret,
    ...(config.wechatBaseUrl && { baseUrl: config.wechatBaseUrl }),
  });
  const signatures = createFreshSignatures(() => clock.nowMs());

  async function queryPayment(order: Order): Promise<Proven | null> {
    let signed: SignedAnswer | undefined;
    const onVerified = (answer: SignedAnswer) => {
      signed = answer;
    };
    try {
      const transaction = await wechatpay.orders.query(
        { out_trade_no: order.outTradeNo },
        { onVerified },
      );
      if (!signed) throw new Error('the SDK returned an answer that it did not verify');
      return Object.freeze({
        statement: statementFromTransaction('query', transaction),
        evidence: evidenceFromAnswer(signed, clock.nowMs()),
      });
    } catch (error) {
      // Only a signed "no such order" is WeChat's word.
      const isUnknown = error instanceof ApiError && error.says('ORDER_NOT_EXIST');
      if (isUnknown && error.outcome === 'refused' && error.verified) return null;
      throw platformFailure(error);
    }
  }

  /** Runs a call about a refund, and keeps the signed answer as its proof. */
  async function proveRefund(
    call: (options: {
      onVerified: (answer: SignedAnswer) => void;
    }) => Promise<Parameters<typeof statementFromRefund>[0]>,
  ): Promise<ProvenRefund> {
    let signed: SignedAnswer | undefined;
    const onVerified = (answer: SignedAnswer) => {
      signed = answer;
    };
    const refund = await call({ onVerified });
    if (!signed) throw new Error('the SDK returned an answer that it did not verify');
    return Object.freeze({
      refundStatement: statementFromRefund(refund),
      evidence: evidenceFromAnswer(signed, clock.nowMs()),
    });
  }

  async function queryRefund({ outRefundNo }: Refund): Promise<ProvenRefund | null> {
    const number = { out_refund_no: outRefundNo };
    try {
      return await proveRefund((options) => wechatpay.refunds.query(number, options));
    } catch (error) {
      // Only a signed "no such refund" is WeChat's word.
      const isUnknown = error instanceof ApiError && error.says('RESOURCE_NOT_EXISTS');
      if (isUnknown && error.outcome === 'refused' && error.verified) return null;
      throw platformFailure(error);
    }
  }

  return Object.freeze({
    ...createAfterPayment({
      miniProgram,
      push: config.messagePush,
      nowMs: () => clock.nowMs(),
    }),
    async logIn(loginCode) {
      const session = await miniProgram.code2session(loginCode).catch(rethrow);
      const { openid, session_key, unionid } = session;
      return { openid, unionid: unionid ?? null, sessionKey: session_key };
    },
    async prepay(order) {
      const accepted = await wechatpay.jsapi.prepay(prepayFromOrder(order)).catch(rethrow);
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
    queryPayment,
    async closePayment({ outTradeNo }) {
      await wechatpay.orders.close({ out_trade_no: outTradeNo }).catch(rethrow);
    },
    sendRefund: (refund) =>
      proveRefund((options) =>
        // The pace is kept by WeChat's answer and the flow's schedule, across all processes.
        wechatpay.refunds.create(requestFromRefund(refund), { ...options, pacing: 'wechat' }),
      ).catch(rethrow),
    queryRefund,
    openNotification(raw) {
      try {
        const notification = wechatpay.notifications.open(raw);
        const evidence = evidenceFromNotification(notification, raw.body, clock.nowMs());
        switch (notification.event_type) {
          case 'TRANSACTION.SUCCESS':
            return Object.freeze({
              statement: statementFromTransaction('notification', notification.resource),
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
      } catch (error) {
        throw notificationRefused(error);
      }
    },
    openPhoneNumber(sealed) {
      try {
        const { phoneNumber } = decryptPhoneNumber({ ...sealed, appid });
        return { phoneNumber };
      } catch (error) {
        throw platformFailure(error);
      }
    },
    async exchangePhoneCode(phoneCode) {
      const given = await miniProgram.getPhoneNumber(phoneCode).catch(rethrow);
      const { phoneNumber, purePhoneNumber, countryCode } = given;
      return { phoneNumber, purePhoneNumber, countryCode };
    },
  } satisfies Platform);
}

function platformKeys({ publicKey, platformCertificate }: WechatPlatformConfig): PlatformKey[] {
  return [
    ...(publicKey ? [{ serial: publicKey.id, publicKey: publicKey.pem }] : []),
    ...(platformCertificate ? [{ certificate: platformCertificate }] : []),
  ];
}

function rethrow(error: unknown): never {
  throw platformFailure(error);
}
