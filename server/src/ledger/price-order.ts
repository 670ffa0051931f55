import { type Fen, fen } from './fen.ts';
import type { OrderItem } from './order.ts';

/** The most lines of one order. */
export const MAX_ORDER_LINES = 50;
/** The most pieces of one product in one order. */
export const MAX_QUANTITY = 99;
/** The largest order, in fen: one million yuan. */
export const MAX_ORDER_FEN = 100_000_000;
/** The longest description that WeChat surely takes, in UTF-8 bytes. @see 4012791897 */
export const MAX_DESCRIPTION_BYTES = 127;

/** What the payer asks for. */
export interface RequestedItem {
  readonly productId: string;
  readonly quantity: number;
}

/** What pricing needs of a product. */
export interface PricedProduct {
  readonly id: string;
  readonly name: string;
  readonly priceFen: number;
}

/** A priced order, or why there is none. */
export type Pricing =
  | {
      readonly kind: 'priced';
      readonly items: readonly OrderItem[];
      readonly amountFen: Fen;
      readonly description: string;
    }
  | { readonly kind: 'no-items' }
  | { readonly kind: 'bad-quantity'; readonly productId: string }
  | { readonly kind: 'no-such-product'; readonly productId: string }
  | { readonly kind: 'amount-out-of-range' };

/**
 * Prices what was asked for with the catalogue's prices: the only source of an order's amount.
 *
 * Lines of the same product are added up. The description fits WeChat's limit of 127 bytes and
 * holds no character of four UTF-8 bytes, which WeChat does not take.
 */
export function priceOrder(
  requested: readonly RequestedItem[],
  products: readonly PricedProduct[],
): Pricing {
  if (requested.length === 0 || requested.length > MAX_ORDER_LINES) return { kind: 'no-items' };
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of requested) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  const items: OrderItem[] = [];
  let total = 0;
  for (const [productId, quantity] of quantities) {
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
      return { kind: 'bad-quantity', productId };
    }
    const product = products.find(({ id }) => id === productId);
    if (!product) return { kind: 'no-such-product', productId };
    const priceFen = fen(product.priceFen);
    items.push(Object.freeze({ productId, name: product.name, quantity, priceFen }));
    total += priceFen * quantity;
    if (total > MAX_ORDER_FEN) return { kind: 'amount-out-of-range' };
  }
  // WeChat takes nothing below one fen.
  if (total < 1) return { kind: 'amount-out-of-range' };
  return {
    kind: 'priced',
    items: Object.freeze(items),
    amountFen: fen(total),
    description: describeItems(items),
  };
}

/** Describes the goods in at most 127 UTF-8 bytes: the first name, and how many when there are more. */
export function describeItems(items: readonly Pick<OrderItem, 'name' | 'quantity'>[]): string {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const suffix = items.length > 1 ? `等${pieces}件` : pieces > 1 ? `×${pieces}` : '';
  const name = [...(items[0]?.name ?? '')].filter(fitsThreeBytes).join('').trim() || '商品';
  return clip(name, MAX_DESCRIPTION_BYTES - byteLength(suffix)) + suffix;
}

/** Does WeChat take this text as it is: 1 to 127 UTF-8 bytes, no character of four of them? */
export function isDescription(text: string): boolean {
  const length = byteLength(text);
  return text.trim() !== '' && length <= MAX_DESCRIPTION_BYTES && [...text].every(fitsThreeBytes);
}

function clip(text: string, bytes: number): string {
  let clipped = '';
  for (const character of text) {
    if (byteLength(clipped + character) > bytes) break;
    clipped += character;
  }
  return clipped;
}

function fitsThreeBytes(character: string): boolean {
  return (character.codePointAt(0) ?? 0) <= 0xffff;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
