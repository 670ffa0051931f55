/**
 * Reads what a person typed as yuan into fen, digit by digit; null when it is no amount.
 *
 * Takes `12`, `12.3`, `12.30`, `¥1,234.5`, full-width digits and signs; refuses three decimals and more
 * than a safe integer holds.
 */
export function parseYuan(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s,¥]/g, '')
    .replace('。', '.');
  const match = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain);
  if (match === null) return null;
  const [, yuan = '', decimals = ''] = match;
  return Number.parseInt(yuan + decimals.padEnd(2, '0'), 10);
}
