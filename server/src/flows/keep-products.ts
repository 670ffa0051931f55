import type { Ports, Product, ProductChange } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Puts a product on the shelf, at its end.
 *
 * @throws Refusal `product_exists`
 */
export async function addProduct({ store, settings }: Ports, product: Product): Promise<Product> {
  const isAdded = await store.addProduct(settings.merchantId, product);
  if (!isAdded) throw new Refusal('product_exists', { productId: product.id });
  return product;
}

/**
 * Changes a product. Orders that were placed keep the name and the price they were placed with, and the
 * pieces they have reserved.
 *
 * @throws Refusal `not_found`, `stock_too_small`
 */
export async function changeProduct(
  { store, settings }: Ports,
  id: string,
  change: ProductChange,
): Promise<Product> {
  const result = await store.changeProduct(settings.merchantId, id, change);
  switch (result.kind) {
    case 'changed':
      return result.product;
    case 'not-there':
      throw new Refusal('not_found');
    case 'too-few':
      throw new Refusal('stock_too_small', { productId: id });
  }
}
