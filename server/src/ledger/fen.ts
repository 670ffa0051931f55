/** One hundredth of a yuan: a non-negative safe integer. Branded, so that no float and no yuan slips in. */
export type Fen = number & { readonly __unit: 'fen' };

/**
 * Accepts a number as an amount in fen.
 *
 * @throws RangeError when it is not a non-negative safe integer.
 */
export function fen(value: number): Fen {
  if (!isFen(value)) throw new RangeError(`not an amount in fen: ${value}`);
  return value;
}

/** Is it an amount in fen? */
export function isFen(value: number | null): value is Fen {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Writes an amount as yuan text with two digits, without floats: 12345 -> "123.45". */
export function yuanText(amount: Fen): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
