import { formatYuan } from '../../language/format-fen.ts';

/** Writes thousandths of a fen as yuan: two digits, and what is below a fen only when there is something. */
export function formatMilliFen(milliFen: number): string {
  const size = Math.abs(milliFen);
  const rest = size % 1_000;
  const text = formatYuan((size - rest) / 1_000);
  const decimals = rest === 0 ? '' : String(rest).padStart(3, '0').replace(/0+$/, '');
  return `${milliFen < 0 ? '-' : ''}${text}${decimals}`;
}
