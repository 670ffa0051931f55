import { pollRefund } from '../flows/poll-refund.ts';
import type { Ports, Refund } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** Creates the loop that sends, sends again and asks about every refund whose time has come. */
export function createRefundLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  return createDueLoop<Refund>(
    {
      claim: (limits) =>
        ports.store.claimDueRefunds({
          merchantId: ports.settings.merchantId,
          nowMs: ports.clock.nowMs(),
          ...limits,
        }),
      handle: (refund) => pollRefund(ports, refund),
      onFailure: (error, refund) =>
        ports.log.event('refund.poll-failed', {
          outRefundNo: refund?.outRefundNo ?? null,
          error: describeFailure(error),
        }),
    },
    options,
  );
}
