import { readFileSync } from 'node:fs';
import { type Message, transformSync } from 'esbuild';
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
    const fault = findFault(text);
    const message = error instanceof Error ? error.message : String(error);
    found.error(shownAs, fault?.text ?? message, fault?.location?.line);
  }
  return null;
}

/** JSON.parse does not always say where; esbuild's parser does. */
function findFault(text: string): Message | undefined {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' });
    return undefined;
  } catch (failure) {
    return (failure as { errors?: Message[] }).errors?.[0];
  }
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
