import { fen } from '../ledger/fen.ts';
import { isDescription, MAX_ORDER_FEN } from '../ledger/price-order.ts';
import type { Actor, Order, Ports } from '../ports.ts';
import { keepOrder, placeOrder } from './create-order.ts';
import { Refusal } from './refusal.ts';

/** What a merchant's system asks a payer to pay. */
export interface MerchantOrderWish {
  /** The payer, as the mini-program of `ports.settings.appid` knows him. */
  readonly openid: string;
  readonly amountFen: number;
  /** What it is for; the payer reads it. */
  readonly description: string;
  /** How long it may be paid; null: as long as the merchant's orders. */
  readonly lifeSeconds: number | null;
  /** The same key with the same wish is the same order of this merchant, however often it is sent. */
  readonly idempotencyKey: string;
}

/**
 * Makes an order whose price is not the catalogue's but the merchant's word, for one payer. Nothing else
 * about it differs: the payer sees it among his own and pays it as any other.
 *
 * @throws Refusal `amount_out_of_range`, `description_invalid`, `idempotency_conflict`
 */
export async function createMerchantOrder(
  ports: Ports,
  actor: Actor,
  wish: MerchantOrderWish,
): Promise<Order> {
  const { amountFen, description, openid, lifeSeconds, idempotencyKey: key } = wish;
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > MAX_ORDER_FEN) {
    throw new Refusal('amount_out_of_range');
  }
  if (!isDescription(description)) throw new Refusal('description_invalid');
  const priced = { amountFen: fen(amountFen), description, items: [] };
  const order = placeOrder(ports, openid, priced, lifeSeconds ?? ports.settings.orderLifeSeconds);
  const input = [ports.settings.appid, openid, amountFen, description, lifeSeconds];
  const inputDigest = ports.secrets.digest(JSON.stringify(input));
  const taken = await keepOrder(ports, order, {
    note: `by ${actor.id}`,
    // No openid has a colon: a payer's key and a merchant's are never the same.
    idempotency: { key, inputDigest, scope: 'merchant:' },
  });
  return taken.order;
}
