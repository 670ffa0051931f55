import { pollOrder } from '../flows/poll-order.ts';
import type { Order, Ports } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** Creates the loop that asks WeChat about every order whose time has come. */
export function createPollLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  return createDueLoop<Order>(
    {
      claim: (limits) =>
        ports.store.claimDueOrders({
          merchantId: ports.settings.merchantId,
          nowMs: ports.clock.nowMs(),
          ...limits,
        }),
      handle: (order) => pollOrder(ports, order),
      onFailure: (error, order) =>
        ports.log.event('poll.failed', {
          outTradeNo: order?.outTradeNo ?? null,
          error: describeFailure(error),
        }),
    },
    options,
  );
}
