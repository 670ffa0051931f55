import {
  type AfterPaymentPlatform,
  NotificationRefused,
  type PlatformMessage,
  type Shipment,
  type ShippingStatement,
} from '../ports.ts';

/** What WeChat knows of shipping, in the hand of a test. */
export interface FakeShipping {
  readonly platform: AfterPaymentPlatform;
  /** What was entered, in order. */
  readonly uploads: Shipment[];
  /** What WeChat answers when it is asked, by transaction. */
  readonly statements: Map<string, ShippingStatement>;
  /** The messages that were sent. */
  readonly sent: Parameters<AfterPaymentPlatform['sendMessage']>[0][];
}

/**
 * Creates it; pushed messages are JSON of a {@link PlatformMessage}, believed as such.
 *
 * @param call Counts a call, and fails it when the test wants so.
 */
export function createFakeShipping(call: (name: string) => Promise<void>): FakeShipping {
  const uploads: Shipment[] = [];
  const statements = new Map<string, ShippingStatement>();
  const sent: FakeShipping['sent'] = [];
  return {
    uploads,
    statements,
    sent,
    platform: {
      async reportShipment(shipment) {
        await call('ship');
        uploads.push(shipment);
      },
      async queryShipment({ transactionId }) {
        await call('ship-query');
        return statements.get(transactionId) ?? null;
      },
      async sendMessage(message) {
        await call('message');
        sent.push(message);
      },
      checkMessageAddress: ({ echostr }) => String(echostr ?? ''),
      openMessage({ body }) {
        const text = new TextDecoder().decode(body);
        if (text === 'forged') throw new NotificationRefused('MESSAGE_UNVERIFIED', 'not believed');
        return JSON.parse(text) as PlatformMessage;
      },
    },
  };
}
