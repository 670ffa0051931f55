import type { Product as ProductAnswer } from '@yifen/contract';
import type { Product } from '../ports.ts';

/** Shows a product to payers. */
export function presentProduct(product: Product): ProductAnswer {
  return {
    id: product.id,
    name: product.name,
    description: product.description,
    priceFen: product.priceFen,
    stock: product.stock,
    imageUrl: product.imageUrl ?? '',
  };
}
