/** How an amount stands against an earlier one. */
export type Comparison =
  | { readonly kind: 'nothing-before' }
  | { readonly kind: 'same' }
  | { readonly kind: 'change'; readonly isMore: boolean; readonly text: string };

/** Compares two amounts in tenths of a percent, by integers alone. */
export function compareTotals(nowFen: number, beforeFen: number): Comparison {
  if (beforeFen === 0) return { kind: 'nothing-before' };
  const perMille = Math.round(((nowFen - beforeFen) * 1_000) / beforeFen);
  if (perMille === 0) return { kind: 'same' };
  const size = Math.abs(perMille);
  const text = `${perMille > 0 ? '+' : '−'}${Math.floor(size / 10)}.${size % 10}%`;
  return { kind: 'change', isMore: perMille > 0, text };
}

/** A share in percent with one digit, `98.5%`; null when there is nothing to share. */
export function shareOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const perMille = Math.round((part * 1_000) / whole);
  return `${Math.floor(perMille / 10)}.${perMille % 10}%`;
}
