/** Which rows of a long list are drawn: those that can be seen, and a few more on either side. */

/** Where a list of rows of one height is scrolled to; lengths in CSS pixels. */
export interface RowPlace {
  readonly scrollTop: number;
  /** Of what can be seen. */
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Rows drawn above and below what can be seen, so that a quick scroll shows no gap. */
const margin = 8;

/** The first row to draw, and the one after the last. */
export function visibleRows(place: RowPlace): { readonly from: number; readonly to: number } {
  const { height, rowHeight, count } = place;
  // A list that became shorter is still scrolled to where it was.
  const scrollTop = Math.min(place.scrollTop, Math.max(0, count * rowHeight - height));
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.ceil((scrollTop + height) / rowHeight);
  return { from: Math.max(0, first - margin), to: Math.min(count, last + margin) };
}

/** How far to scroll so that a row can be seen whole; where it is now when it can. */
export function scrollToRow(row: number, { scrollTop, height, rowHeight }: RowPlace): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** The place of the first item whose id is at least this one; ids rise. The length when there is none. */
export function placeOfId(items: readonly { readonly id: number }[], id: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.id ?? Number.POSITIVE_INFINITY) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
