import type { Product, Store } from '../ports.ts';
import type { StoreRecords } from './store-records.ts';

/** The products of a store in memory. */
export interface MemoryShelf {
  readonly store: Pick<Store, 'saveProducts' | 'listProducts' | 'findProducts'>;
  /** In the order of the shelf. */
  all(merchantId: string): readonly Product[];
  /** Its place stays. */
  replace(merchantId: string, product: Product): void;
  isOnSale(merchantId: string, id: string, quantity: number): boolean;
  /** Puts pieces of a counted product back, or takes them; what is not there is counted as oversold. */
  moveStock(merchantId: string, id: string, difference: number): void;
  readonly oversold: StoreRecords['oversold'];
}

/** Keeps products and their stock in this process. */
export function createMemoryShelf(): MemoryShelf {
  const products = new Map<string, Map<string, Product>>();
  const oversold = new Map<string, Map<string, number>>();

  return {
    all: (merchantId) => [...(products.get(merchantId)?.values() ?? [])],
    replace(merchantId, product) {
      products.get(merchantId)?.set(product.id, product);
    },
    isOnSale(merchantId, id, quantity) {
      const product = products.get(merchantId)?.get(id);
      if (!product?.active) return false;
      return product.stock === null || product.stock >= quantity;
    },
    moveStock(merchantId, id, difference) {
      const product = products.get(merchantId)?.get(id);
      if (!product || product.stock === null) return;
      const stock = product.stock + difference;
      products.get(merchantId)?.set(id, Object.freeze({ ...product, stock: Math.max(stock, 0) }));
      if (stock >= 0) return;
      const counts = oversold.get(merchantId) ?? new Map<string, number>();
      oversold.set(merchantId, counts.set(id, (counts.get(id) ?? 0) - stock));
    },
    async oversold(merchantId) {
      return Object.fromEntries(oversold.get(merchantId) ?? []);
    },
    store: {
      async saveProducts(merchantId, saved) {
        const shelf = products.get(merchantId) ?? new Map<string, Product>();
        for (const product of saved) {
          // Deleted first, so that a product saved again moves to its new place in the list.
          shelf.delete(product.id);
          shelf.set(product.id, Object.freeze({ ...product }));
        }
        products.set(merchantId, shelf);
      },
      async listProducts(merchantId) {
        return [...(products.get(merchantId)?.values() ?? [])].filter(({ active }) => active);
      },
      async findProducts(merchantId, ids) {
        const shelf = products.get(merchantId);
        return [...new Set(ids)].flatMap((id) => shelf?.get(id) ?? []);
      },
    },
  };
}
