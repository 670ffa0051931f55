/** The catalogue as a file: JSON, checked before anything starts. */
import type { Product } from '@yifen/server';
import { CliError } from './cli-error.ts';

/** Something in a catalogue. Prices are in fen; `stock` null: not counted. */
export type CatalogueProduct = Omit<Product, 'active'>;

/** Puts a whole catalogue on sale. */
export function onSale(products: readonly CatalogueProduct[]): readonly Product[] {
  return products.map((product) => ({ ...product, active: true }));
}

/**
 * Reads a JSON list of products. `id`, `name` and `priceFen` must be there; `description`, `stock`
 * and `imageUrl` may be. All findings are reported at once.
 *
 * @throws CliError `bad_products`
 */
export function readProducts(text: string, path: string): readonly CatalogueProduct[] {
  const value = parse(text, path);
  if (!Array.isArray(value)) throw bad(`${path} must hold a JSON list of products.`);
  const findings = value.flatMap((each, index) => findingsOf(each, `product ${index + 1}`));
  const ids = value.map((each) => (isObject(each) ? each.id : undefined));
  const twice = ids.find((id, index) => typeof id === 'string' && ids.indexOf(id) !== index);
  if (twice !== undefined) findings.push(`two products have the id ${JSON.stringify(twice)}`);
  if (findings.length > 0)
    throw bad(`${path}:\n${findings.map((each) => `  - ${each}`).join('\n')}`);
  return value.map(toProduct);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bad(`${path} is not JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
}

const bad = (message: string): CliError => new CliError('bad_products', message);

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const known = ['id', 'name', 'description', 'priceFen', 'stock', 'imageUrl'];

function findingsOf(value: unknown, place: string): string[] {
  if (!isObject(value)) return [`${place} is not an object`];
  const wrong = (name: string, rule: string): string => `${place}: ${name} must be ${rule}`;
  const { id, name, description, priceFen, stock, imageUrl } = value;
  return [
    isText(id, 64) ? '' : wrong('id', 'a text of 1 to 64 characters'),
    isText(name, 127) ? '' : wrong('name', 'a text of 1 to 127 characters'),
    isCount(priceFen) && priceFen > 0 ? '' : wrong('priceFen', 'a whole number of fen above 0'),
    description === undefined || typeof description === 'string'
      ? ''
      : wrong('description', 'a text'),
    stock === undefined || stock === null || isCount(stock)
      ? ''
      : wrong('stock', 'a whole number, or null when it is not counted'),
    imageUrl === undefined || imageUrl === null || isText(imageUrl, 2048)
      ? ''
      : wrong('imageUrl', 'an address, or null'),
    ...Object.keys(value)
      .filter((key) => !known.includes(key))
      .map((key) => `${place}: ${JSON.stringify(key)} is not a field (${known.join(', ')})`),
  ].filter((finding) => finding !== '');
}

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function toProduct(value: Fields): CatalogueProduct {
  return Object.freeze({
    id: String(value.id),
    name: String(value.name),
    description: String(value.description ?? ''),
    priceFen: Number(value.priceFen),
    stock: typeof value.stock === 'number' ? value.stock : null,
    imageUrl: typeof value.imageUrl === 'string' ? value.imageUrl : null,
  });
}
