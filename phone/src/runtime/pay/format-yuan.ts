const FEN_PER_YUAN = 100;

/** Writes an amount as WeChat's cashier does: `¥1280.00`. Works on integers only. */
export function formatYuan(amountFen: number): string {
  const yuan = Math.trunc(amountFen / FEN_PER_YUAN);
  const fen = String(amountFen % FEN_PER_YUAN).padStart(2, '0');
  return `¥${yuan}.${fen}`;
}
