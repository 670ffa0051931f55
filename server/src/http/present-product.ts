import type { Product as ProductAnswer } from '@yifen/contract';
import { MAX_QUANTITY } from '../flows/create-order.ts';
import type { Product } from '../ports.ts';

/** Shows a product to payers; of stock that is not counted there is as much as one order may hold. */
export function presentProduct(product: Product): ProductAnswer {
  return {
    id: product.id,
    name: product.name,
    description: product.description,
    priceFen: product.priceFen,
    stock: product.stock ?? MAX_QUANTITY,
    imageUrl: product.imageUrl ?? '',
  };
}
