/** A number that the environment may set, so that a long run is a command and not an edit. */
export function readCount(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} is not a count`);
  return value;
}
