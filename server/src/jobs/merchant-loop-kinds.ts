import { createDeliveryLoop } from './delivery-loop.ts';
import { createFigureLoop } from './figure-loop.ts';
import type { CreateLoop } from './merchant-loops.ts';
import { createMessageLoop } from './message-loop.ts';
import { createPollLoop } from './poll-loop.ts';
import { createReconcileLoop } from './reconcile-loop.ts';
import { createRefundLoop } from './refund-loop.ts';
import { createShipmentLoop } from './shipment-loop.ts';

/** What looks after every merchant's due things; a new kind of loop is added here, and runs wherever a server runs. */
export const merchantLoopKinds: readonly CreateLoop[] = Object.freeze([
  createPollLoop,
  createRefundLoop,
  createShipmentLoop,
  createMessageLoop,
  createReconcileLoop,
  createDeliveryLoop,
  createFigureLoop,
]);
