import { readFileSync } from 'node:fs';
import type { Diagnostics } from './diagnostic.ts';

/** A JSON object as it stands in a file; every value must be narrowed before use. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a JSON object; reports a syntax error with its line and answers `null`. */
export function readJsonObject(
  file: string,
  shownAs: string,
  found: Diagnostics,
): JsonObject | null {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
    found.error(shownAs, 'must hold a JSON object', 1);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message);
    const before = text.slice(0, position === null ? text.length : Number(position[1]));
    found.error(shownAs, message, before.split('\n').length);
  }
  return null;
}

/** Tells a JSON object from arrays, null and plain values. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string entries of a JSON object, e.g. `usingComponents`; anything else is left out. */
export function stringEntries(value: unknown): [string, string][] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
}

/** The strings of a JSON array, e.g. `pages`; anything else is left out. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
