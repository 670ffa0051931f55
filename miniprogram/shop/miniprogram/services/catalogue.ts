import type { Product } from '../yifen/index';
import { yifen } from './yifen';

let known: readonly Product[] = [];

/** Reads the whole catalogue. */
export async function loadProducts(): Promise<readonly Product[]> {
  const products: Product[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof yifen.products>> = await yifen.products(
      cursor === null ? {} : { cursor },
    );
    products.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  known = products;
  return products;
}

/** The product as it was last read, so that a page can show it before it has read it again. */
export function knownProduct(id: string): Product | undefined {
  return known.find((product) => product.id === id);
}
