import type { MerchantProduct, NewProduct, ProductChange } from '@yifen/contract';

/** What becomes of the stock: as it is, more or fewer pieces, a number, or not counted. */
export type StockMode = 'keep' | 'add' | 'set' | 'free';

/** What was typed into the form. */
export interface ProductFields {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly imageUrl: string;
  /** Null: no amount that can be taken. */
  readonly priceFen: number | null;
  readonly stockMode: StockMode;
  readonly pieces: string;
}

/** The form of a product, or of a new one. */
export function fieldsOf(product: MerchantProduct | null): ProductFields {
  return {
    id: product?.id ?? '',
    name: product?.name ?? '',
    description: product?.description ?? '',
    imageUrl: product?.imageUrl ?? '',
    priceFen: product?.priceFen ?? null,
    stockMode: product === null ? 'free' : 'keep',
    pieces: '',
  };
}

/** A whole number as typed, e.g. `50` or `-3`; null: it is none. */
export function parsePieces(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace('−', '-');
  return /^[+-]?\d{1,9}$/.test(plain) ? Number(plain) : null;
}

/** The product to add; null while something is missing. */
export function newProductOf(fields: ProductFields): NewProduct | null {
  const { id, name, description, imageUrl, priceFen, stockMode } = fields;
  const pieces = stockMode === 'set' ? parsePieces(fields.pieces) : null;
  if (!isId(id) || name.trim() === '' || priceFen === null) return null;
  if (stockMode === 'set' && (pieces === null || pieces < 0)) return null;
  return {
    id,
    name: name.trim(),
    priceFen,
    description,
    stock: pieces,
    imageUrl: imageUrl.trim() === '' ? null : imageUrl.trim(),
  };
}

/** What differs from the product as it is; null while something cannot be taken, or nothing differs. */
export function changeOf(product: MerchantProduct, fields: ProductFields): ProductChange | null {
  const { name, description, priceFen, stockMode } = fields;
  const imageUrl = fields.imageUrl.trim() === '' ? null : fields.imageUrl.trim();
  const pieces = parsePieces(fields.pieces);
  if (name.trim() === '' || priceFen === null) return null;
  if (stockMode === 'add' && pieces === null) return null;
  if (stockMode === 'set' && (pieces === null || pieces < 0)) return null;
  const change: ProductChange = {
    ...(name.trim() === product.name ? {} : { name: name.trim() }),
    ...(description === product.description ? {} : { description }),
    ...(priceFen === product.priceFen ? {} : { priceFen }),
    ...(imageUrl === product.imageUrl ? {} : { imageUrl }),
    ...(stockMode === 'free' && product.stock !== null ? { stock: null } : {}),
    ...(stockMode === 'set' ? { stock: pieces } : {}),
    ...(stockMode === 'add' && pieces !== null && pieces !== 0 ? { stockChange: pieces } : {}),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** Can a product be called so? */
export function isId(id: string): boolean {
  return /^[A-Za-z0-9._-]{1,64}$/.test(id);
}
