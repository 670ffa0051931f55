import { followPayments } from '../flows/follow-payments.ts';
import { reportShipment } from '../flows/report-shipment.ts';
import type { Ports, Shipment } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** How many events are followed by one statement. */
const STRETCH = 200;

/** Creates the loop that begins what follows a payment, and tells WeChat of every shipment that is due. */
export function createShipmentLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  return createDueLoop<Shipment>(
    {
      async claim(limits) {
        while ((await followPayments(ports, STRETCH)) === STRETCH);
        const { merchantId } = ports.settings;
        return ports.store.claimDueShipments({ merchantId, nowMs: ports.clock.nowMs(), ...limits });
      },
      handle: (shipment) => reportShipment(ports, shipment),
      onFailure: (error, shipment) =>
        ports.log.event('shipment.report-failed', {
          outTradeNo: shipment?.outTradeNo ?? null,
          error: describeFailure(error),
        }),
    },
    options,
  );
}
