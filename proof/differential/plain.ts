/** Writes a value so that equal values give equal texts: fields in order, bytes in hex, nothing for what is not there. */
export function plain(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'nothing';
}

function sorted(value: unknown): unknown {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (value instanceof Map || value instanceof Set) return [...value].map(sorted);
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]),
  );
}
