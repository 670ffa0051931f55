import type { Dice, View } from '../call.ts';

/** Few of everything, so that steps meet each other. */
export const MERCHANTS = ['shop-a', 'shop-b'] as const;
const OPENIDS = ['oLi', 'oWang', 'oZhao'] as const;
const PRODUCTS = ['tea', 'cup', 'set', 'gone'] as const;
const KEYS = ['key-1', 'key-2', 'key-3'] as const;

const one = (dice: Dice, name: string, letter: string, count: number) =>
  `${letter}${dice.between(name, 1, count)}`;

export const merchantOf = (dice: Dice): string =>
  // Most of it happens in one shop.
  dice.chance('merchant', 0.8) ? MERCHANTS[0] : MERCHANTS[1];
export const openidOf = (dice: Dice): string => dice.pick('openid', OPENIDS);
export const productOf = (dice: Dice): string => dice.pick('product', PRODUCTS);
export const keyOf = (dice: Dice): string => dice.pick('key', KEYS);
export const orderIdOf = (dice: Dice): string => one(dice, 'order', 'order-', 8);
export const refundIdOf = (dice: Dice): string => one(dice, 'refund', 'refund-', 9);
export const refundNumberOf = (dice: Dice): string => one(dice, 'refund number', 'R', 12);
export const transactionOf = (dice: Dice): string => one(dice, 'transaction', '42', 6);
export const digestOf = (dice: Dice): string => one(dice, 'digest', 'digest-', 2);
export const endpointIdOf = (dice: Dice): string => one(dice, 'endpoint', 'hook-', 3);
/** A text that databases and languages see differently when they may. */
export const textOf = (dice: Dice, name: string): string =>
  dice.pick(name, [
    '',
    '明前龙井',
    "it's",
    'a\\b"c',
    '𝄞 emoji 🍵',
    ' spaces ',
    'null',
    '{}',
    'ÄäÉ',
  ]);
/**
 * How many a claim of a loop may take: all. Of several that became due in one moment, as what was leased together does,
 * it is not promised which are taken first.
 */
export const CLAIMED = 1_000;
/** How many rows a page may have. */
export const limitOf = (dice: Dice): number => dice.pick('limit', [1, 2, 3, 10, 100]);
/** One of them, mostly the newest; null: there is none. */
export function recentOf<T>(dice: Dice, name: string, all: readonly T[]): T | null {
  if (all.length === 0) return null;
  const back = dice.chance(`${name} is old`, 0.5) ? dice.between(`${name} age`, 0, 12) : 0;
  return all.at(-1 - Math.min(back, all.length - 1)) ?? null;
}

/** A number that no order ever had, or seldom one that an order has now, which must be refused. */
export function newNumberOf(dice: Dice, { index, seen }: View): string {
  const latest = new Map(seen.orders.map((order) => [`${order.merchantId} ${order.id}`, order]));
  const taken = recentOf(dice, 'taken number', [...latest.values()]);
  return taken && dice.chance('number is taken', 0.1) ? taken.outTradeNo : `N${index}`;
}

/** A number that an order has or had, or that nobody ever had. */
export function knownNumberOf(dice: Dice, { seen }: View): string {
  return recentOf(dice, 'number', seen.orders)?.outTradeNo ?? 'N-of-nobody';
}
