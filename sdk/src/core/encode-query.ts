import { percentEncode } from './encode-segment.ts';

/** Values of a query; those that are undefined are left out. */
export type QueryValues = {
  readonly [name: string]: string | number | boolean | undefined;
};

/** Writes a query with its `?`, percent-encoded once, in the order given; empty when nothing is left. */
export function encodeQuery(values: QueryValues): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${percentEncode(name)}=${percentEncode(String(value))}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
