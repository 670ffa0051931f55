/** An amount in yuan in two parts, without a float on the way: 12800 is `128` and `00`. */
export function splitFen(amountFen: number): { yuan: string; fen: string } {
  const digits = String(amountFen).padStart(3, '0');
  return { yuan: digits.slice(0, -2), fen: digits.slice(-2) };
}

/** An amount in yuan: 12800 is `128.00`. */
export function formatFen(amountFen: number): string {
  const { yuan, fen } = splitFen(amountFen);
  return `${yuan}.${fen}`;
}
