import {
  createMessagePush,
  MessagePushError,
  type MiniProgram,
  nodeSystem,
  PlatformError,
} from '@yifen/wechatpay';
import { type AfterPaymentPlatform, NotificationRefused } from '../ports.ts';
import { platformFailure } from './platform-failure.ts';
import {
  messageFromPush,
  statementFromShippingOrder,
  uploadFromShipment,
} from './translate-shipping.ts';

/** How WeChat pushes messages to us: what was entered in the console under message push. */
export interface MessagePushConfig {
  readonly token: string;
  /** The 43 characters of EncodingAESKey; null: plain mode. */
  readonly encodingAesKey: string | null;
}

/** WeChat's errcode for a payment that shipping management does not know. */
const UNKNOWN_PAYMENT = 10060001;

/**
 * Makes the part of WeChat that follows a payment.
 *
 * @param parts.push Null: no message push is configured, and none is believed.
 */
export function createAfterPayment(parts: {
  readonly miniProgram: MiniProgram;
  readonly push: MessagePushConfig | null;
  readonly nowMs: () => number;
}): AfterPaymentPlatform {
  const { miniProgram, nowMs } = parts;
  const { appid } = miniProgram;
  const push =
    parts.push &&
    createMessagePush({
      appid,
      token: parts.push.token,
      ...(parts.push.encodingAesKey === null ? {} : { encodingAESKey: parts.push.encodingAesKey }),
      system: { nowMs, nonce: nodeSystem.nonce },
    });

  return Object.freeze({
    async reportShipment(shipment) {
      await miniProgram.shipping.upload(uploadFromShipment(shipment)).catch(rethrow);
    },
    async queryShipment({ transactionId }) {
      try {
        const order = await miniProgram.shipping.getOrder({ transaction_id: transactionId });
        return statementFromShippingOrder(order);
      } catch (error) {
        if (error instanceof PlatformError && error.errcode === UNKNOWN_PAYMENT) return null;
        throw platformFailure(error);
      }
    },
    async sendMessage({ openid, templateId, page, fields }) {
      const data = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, { value }]),
      );
      await miniProgram.subscribeMessages
        .send({
          touser: openid,
          template_id: templateId,
          data,
          ...(page === null ? {} : { page }),
        })
        .catch(rethrow);
    },
    checkMessageAddress(query) {
      if (push === null) return null;
      try {
        return push.echo(query);
      } catch (error) {
        throw messageRefused(error);
      }
    },
    openMessage({ query, body }) {
      if (push === null) return null;
      try {
        return messageFromPush(push.open({ query, body }));
      } catch (error) {
        throw messageRefused(error);
      }
    },
  } satisfies AfterPaymentPlatform);
}

function rethrow(error: unknown): never {
  throw platformFailure(error);
}

function messageRefused(error: unknown): unknown {
  if (!(error instanceof MessagePushError)) return error;
  return new NotificationRefused(error.code, error.message, { cause: error });
}
