import type { Page, PageOf, Ports, Product } from '../ports.ts';

/**
 * Lists what is on sale, in the catalogue's order.
 *
 * @param page `cursor` is the last id of the page before; one that is not there yields an empty page.
 */
export async function listProducts(
  ports: Ports,
  page: { readonly cursor: string | null; readonly limit: number },
): Promise<{ readonly items: readonly Product[]; readonly nextCursor: string | null }> {
  return pageOfList(await ports.store.listProducts(ports.settings.merchantId), page);
}

/** One page of a list that is short enough to be read whole. */
export function pageOfList<T extends { readonly id: string }>(
  all: readonly T[],
  page: Page,
): PageOf<T> {
  const last = all.findIndex(({ id }) => id === page.cursor);
  if (page.cursor !== null && last < 0) return { items: [], nextCursor: null };
  const items = all.slice(last + 1, last + 1 + page.limit);
  const hasMore = last + 1 + page.limit < all.length;
  return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null };
}
