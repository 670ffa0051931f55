import { formatYuan } from '../language/format-fen.ts';

/** An amount in yuan with figures of one width; from fen, never through a float. */
export function Money({ fen }: { fen: number }) {
  return <span className="y-number y-nowrap">{formatYuan(fen)}</span>;
}
