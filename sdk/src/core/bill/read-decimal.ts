/**
 * Reads a decimal text as a whole number of its smallest unit, without floats: `1.05` with 2 places is 105.
 *
 * @returns undefined for anything else: more places, no digits, a sign other than `-`, over 2^53
 */
export function readDecimal(text: string, places: number): number | undefined {
  const parts = decimalForm.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  if (fraction.length > places) return undefined;
  const units = Number(whole + fraction.padEnd(places, '0'));
  if (!Number.isSafeInteger(units)) return undefined;
  return sign === '-' && units !== 0 ? -units : units;
}

const decimalForm = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/;
