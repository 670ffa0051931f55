import { type Kysely, sql } from 'kysely';
import type { DeskStore } from '../ports.ts';
import { productFromRow } from './product-shelf.ts';
import type { ProductRow, Schema } from './schema.ts';

/** How a merchant's systems keep the catalogue, product by product. */
export function productDesk(
  db: Kysely<Schema>,
): Pick<DeskStore, 'listAllProducts' | 'addProduct' | 'changeProduct'> {
  return {
    async listAllProducts(merchantId) {
      const rows = await db
        .selectFrom('products')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .orderBy('position')
        .orderBy('id')
        .execute();
      return rows.map(productFromRow);
    },

    async addProduct(merchantId, product) {
      const { numAffectedRows } = await sql`
        insert into products (
          merchant_id, id, position, name, description, price_fen, stock, image_url, active
        )
        select ${merchantId}::text, ${product.id}::text, coalesce(max(position), 0) + 1,
          ${product.name}::text, ${product.description}::text, ${product.priceFen}::bigint,
          ${product.stock}::bigint, ${product.imageUrl}::text, ${product.active}::boolean
        from products where merchant_id = ${merchantId}
        on conflict (merchant_id, id) do nothing
      `.execute(db);
      return numAffectedRows === 1n;
    },

    async changeProduct(merchantId, id, { set, stockChange }) {
      const columns = {
        ...(set.name === undefined ? {} : { name: set.name }),
        ...(set.description === undefined ? {} : { description: set.description }),
        ...(set.priceFen === undefined ? {} : { price_fen: set.priceFen }),
        ...(set.imageUrl === undefined ? {} : { image_url: set.imageUrl }),
        ...(set.active === undefined ? {} : { active: set.active }),
        ...(set.stock === undefined ? {} : { stock: set.stock }),
        ...(stockChange === null ? {} : { stock: sql<number>`stock + ${stockChange}` }),
      };
      let update = db
        .updateTable('products')
        // Something is always set, so that an empty change answers with the product.
        .set({ name: sql<string>`name`, ...columns })
        .where('merchant_id', '=', merchantId)
        .where('id', '=', id);
      if (stockChange !== null) update = update.where(sql`stock + ${stockChange}`, '>=', 0);
      const row: ProductRow | undefined = await update.returningAll().executeTakeFirst();
      if (row) return { kind: 'changed', product: productFromRow(row) };
      const found = await db
        .selectFrom('products')
        .select('id')
        .where('merchant_id', '=', merchantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return { kind: found ? 'too-few' : 'not-there' };
    },
  };
}
