/** A telephone number of which only its owner knows the middle: `135****6666`. */
export function maskPhone(number: string): string {
  return `${number.slice(0, 3)}****${number.slice(-4)}`;
}
