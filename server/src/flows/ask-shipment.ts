import type { Ports, Shipment } from '../ports.ts';
import { commitShipment, readShipmentAgain } from './commit-shipment.ts';
import { followShipping } from './follow-shipping.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/** The shortest time between two questions about one shipment: 1 s. */
const ASK_INTERVAL_MS = 1_000;

/**
 * Asks WeChat how far a shipment is, at most once per second and shipment across all processes; within
 * that second the shipment is told as we know it.
 *
 * @throws Refusal `wechat_refused`, `wechat_unavailable`
 */
export async function askShipment(ports: Ports, shipment: Shipment): Promise<Shipment> {
  const nowMs = ports.clock.nowMs();
  const askedAtMs = shipment.askedAtMs ?? Number.NEGATIVE_INFINITY;
  // A stored time in the future is a clock that was set back: it must not silence the question.
  if (nowMs >= askedAtMs && nowMs - askedAtMs < ASK_INTERVAL_MS) return shipment;
  const mine = await commitShipment(ports, { before: shipment, patch: { askedAtMs: nowMs } });
  if (mine === null) return readShipmentAgain(ports, shipment);
  const statement = await ports.platform.queryShipment(mine).catch((error: unknown) => {
    throw refusePlatformFailure(error);
  });
  return statement === null ? mine : followShipping(ports, mine, statement);
}
