import { ArgumentError } from '../core/errors/argument-error.ts';
import type { Mismatch } from '../core/errors/mismatch-error.ts';
import { isObject } from '../core/parse-object.ts';

/** Which fields of a resource are compared; paths with dots, in WeChat's spelling. */
export interface Comparison {
  /** Our own record must say these. */
  readonly required: readonly string[];
  /** Compared when our own record says them. */
  readonly optional?: readonly string[];
  /** Compared always; what a side does not say is this. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** The resource must say exactly this. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/**
 * Lists the fields in which a resource disagrees with our own record.
 *
 * @throws ArgumentError when our own record lacks a required field: a forgotten one is never an agreement
 */
export function compareFields(input: {
  readonly expected: unknown;
  readonly actual: unknown;
  readonly comparison: Comparison;
  /** Put before each path. Default: none. */
  readonly prefix?: string;
}): Mismatch[] {
  const { expected, actual, comparison, prefix = '' } = input;
  const { required, optional = [], defaults = {}, fixed = {} } = comparison;
  const missing = required.find((path) => at(expected, path) === undefined);
  if (missing !== undefined)
    throw new ArgumentError(`${prefix}${missing}`, 'must be given to compare');
  const said = [...required, ...optional.filter((path) => at(expected, path) !== undefined)];
  const pairs: Mismatch[] = [
    ...said.map((path) => pair(path, at(expected, path), at(actual, path))),
    ...Object.entries(defaults).map(([path, value]) =>
      pair(path, at(expected, path) ?? value, at(actual, path) ?? value),
    ),
    ...Object.entries(fixed).map(([path, value]) => pair(path, value, at(actual, path))),
  ];
  return pairs
    .filter((each) => each.expected !== each.actual)
    .map((each) => ({ ...each, field: `${prefix}${each.field}` }));
}

function pair(field: string, expected: unknown, actual: unknown): Mismatch {
  return { field, expected, actual };
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), value);
}
