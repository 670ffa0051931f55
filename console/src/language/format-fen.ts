/**
 * Writes fen as yuan with two digits and thousands separated, e.g. `1,234.50`; integers only, no floats.
 *
 * @throws RangeError when it is no safe integer
 */
export function formatFen(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`fen are integers, not ${fen}`);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`;
}

/** The same with the sign of the currency: `¥1,234.50`, `-¥0.01`. */
export function formatYuan(fen: number): string {
  const text = formatFen(fen);
  return fen < 0 ? `-¥${text.slice(1)}` : `¥${text}`;
}
