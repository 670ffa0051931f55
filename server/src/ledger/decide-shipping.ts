import type { Shipment, ShippingStage, ShippingStatement } from './shipment.ts';

/** What follows from a word of WeChat's: the fields that change, and what there is to announce. */
export interface ShippingDecision {
  readonly patch: Partial<Pick<Shipment, 'stage' | 'receivedAtMs' | 'settlesAtMs' | 'settledAtMs'>>;
  readonly announce: readonly ('shipment.received' | 'shipment.settled')[];
}

/** Stages go forward only; a complaint may put settling before or after the receipt. */
const RANKS: Readonly<Record<ShippingStage, number>> = Object.freeze({
  unshipped: 0,
  shipped: 1,
  received: 2,
  settling: 2,
  completed: 3,
  refunded: 4,
});

/** Decides what WeChat's word changes; messages come twice and out of order, so an older one changes nothing. */
export function decideShipping(
  shipment: Shipment,
  said: ShippingStatement,
  nowMs: number,
): ShippingDecision {
  const before = shipment.stage ?? 'unshipped';
  const stage = RANKS[said.stage] >= RANKS[before] ? said.stage : before;
  const isReceived = stage === 'received' || stage === 'settling' || stage === 'completed';
  const receivedAtMs = shipment.receivedAtMs ?? said.receivedAtMs ?? (isReceived ? nowMs : null);
  const settledAtMs =
    shipment.settledAtMs ?? said.settledAtMs ?? (stage === 'completed' ? nowMs : null);
  const settlesAtMs = said.settlesAtMs ?? shipment.settlesAtMs;
  const after = { stage, receivedAtMs, settlesAtMs, settledAtMs };
  const names = ['stage', 'receivedAtMs', 'settlesAtMs', 'settledAtMs'] as const;
  const changed = names.filter((name) => after[name] !== shipment[name]);
  return Object.freeze({
    patch: Object.fromEntries(changed.map((name) => [name, after[name]])),
    announce: [
      ...(receivedAtMs !== null && shipment.receivedAtMs === null
        ? (['shipment.received'] as const)
        : []),
      ...(settledAtMs !== null && shipment.settledAtMs === null
        ? (['shipment.settled'] as const)
        : []),
    ],
  });
}
