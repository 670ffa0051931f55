import { type Kysely, sql } from 'kysely';
import type { Product, Store } from '../ports.ts';
import type { ProductRow, Schema } from './schema.ts';

/** How products are kept and listed. */
export function productShelf(db: Kysely<Schema>): Pick<Store, 'saveProducts' | 'listProducts'> {
  return {
    async saveProducts(merchantId, products) {
      // The last of two with the same id counts, and so does its place: one statement cannot write a row twice.
      const last = new Map(products.map((product, place) => [product.id, place]));
      const distinct = products.filter(({ id }, place) => last.get(id) === place);
      if (distinct.length === 0) return;
      await sql`
        insert into products (
          merchant_id, id, position, name, description, price_fen, stock, image_url, active
        )
        select
          ${merchantId}, p.id, shelf.length + p.place,
          p.name, p.description, p.price_fen, p.stock, p.image_url, p.active
        from
          rows from (
            jsonb_to_recordset(${JSON.stringify(distinct.map(toRow))}::jsonb) as (
              id text, name text, description text, price_fen bigint, stock bigint,
              image_url text, active boolean
            )
          ) with ordinality as p (
            id, name, description, price_fen, stock, image_url, active, place
          ),
          (
            select coalesce(max(position), 0) as length
            from products where merchant_id = ${merchantId}
          ) as shelf
        on conflict (merchant_id, id) do update set
          position = excluded.position,
          name = excluded.name,
          description = excluded.description,
          price_fen = excluded.price_fen,
          stock = excluded.stock,
          image_url = excluded.image_url,
          active = excluded.active
      `.execute(db);
    },

    async listProducts(merchantId) {
      const rows = await db
        .selectFrom('products')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('active', '=', true)
        .orderBy('position')
        .execute();
      return rows.map(productFromRow);
    },
  };
}

function toRow(product: Product): Omit<ProductRow, 'merchant_id' | 'position' | 'oversold'> {
  return {
    id: product.id,
    name: product.name,
    description: product.description,
    price_fen: product.priceFen,
    stock: product.stock,
    image_url: product.imageUrl,
    active: product.active,
  };
}

/** Reads a row as a product. */
export function productFromRow(row: ProductRow): Product {
  return Object.freeze({
    id: row.id,
    name: row.name,
    description: row.description,
    priceFen: row.price_fen,
    stock: row.stock,
    imageUrl: row.image_url,
    active: row.active,
  });
}
