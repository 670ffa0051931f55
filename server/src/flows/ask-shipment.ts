import type { Ports, Shipment } from '../ports.ts';
import { commitShipment, readShipmentAgain } from './commit-shipment.ts';
import { followShipping } from './follow-shipping.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';

/** The shortest time between two questions about one shipment: 1 s. */
const ASK_INTERVAL_MS = 1_000;

/** How often the question is claimed anew because others changed the shipment first. */
const MAX_ATTEMPTS = 5;

/**
 * Asks WeChat how far a shipment is, at most once per second and shipment across all processes; within
 * that second the shipment is told as we know it.
 *
 * @throws Refusal `wechat_refused`, `wechat_unavailable`
 */
export async function askShipment(ports: Ports, shipment: Shipment): Promise<Shipment> {
  let current = shipment;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const nowMs = ports.clock.nowMs();
    if (wasAsked(current, nowMs)) return current;
    const mine = await commitShipment(ports, { before: current, patch: { askedAtMs: nowMs } });
    if (mine !== null) return ask(ports, mine);
    // Another question, or a message that WeChat pushed meanwhile: only the first makes ours needless.
    current = await readShipmentAgain(ports, current);
  }
  return current;
}

function wasAsked({ askedAtMs }: Shipment, nowMs: number): boolean {
  // A stored time in the future is a clock that was set back: it must not silence the question.
  return askedAtMs !== null && nowMs >= askedAtMs && nowMs - askedAtMs < ASK_INTERVAL_MS;
}

async function ask(ports: Ports, shipment: Shipment): Promise<Shipment> {
  const statement = await ports.platform.queryShipment(shipment).catch((error: unknown) => {
    throw refusePlatformFailure(error);
  });
  return statement === null ? shipment : followShipping(ports, shipment, statement);
}
