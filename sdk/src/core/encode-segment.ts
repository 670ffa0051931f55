import { ArgumentError } from './errors/argument-error.ts';

/**
 * Percent-encodes one path segment, once: all but RFC 3986's unreserved characters.
 *
 * @throws ArgumentError for `.` and `..`, which URL parsers would resolve away after signing
 */
export function encodeSegment(field: string, value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw new ArgumentError(field, 'cannot be part of a path');
  }
  return percentEncode(value);
}

/** Percent-encodes all but RFC 3986's unreserved characters, once. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
