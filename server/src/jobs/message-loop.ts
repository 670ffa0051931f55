import { sendPayerMessage } from '../flows/send-payer-message.ts';
import type { PayerMessage, Ports } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** Creates the loop that sends every subscribe message that is due. */
export function createMessageLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  return createDueLoop<PayerMessage>(
    {
      claim: (limits) =>
        ports.store.claimDueMessages({
          merchantId: ports.settings.merchantId,
          nowMs: ports.clock.nowMs(),
          ...limits,
        }),
      handle: (message) => sendPayerMessage(ports, message),
      onFailure: (error, message) =>
        ports.log.event('message.send-failed', {
          orderId: message?.orderId ?? null,
          error: describeFailure(error),
        }),
    },
    options,
  );
}
