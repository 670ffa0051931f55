import type { NotificationHeaders } from './notification.ts';

/** Looks headers up by lower-case name; `repeated` when one of the signature headers is there twice. */
export interface HeaderLookup {
  readonly header: (name: string) => string | undefined;
  readonly repeated: boolean;
}

/**
 * Reads headers of a web `Request` or of Node, names in any case.
 *
 * A signature header that comes twice is reported, never chosen from: which of the two a proxy saw is unknown.
 */
export function readHeaders(headers: NotificationHeaders): HeaderLookup {
  if (isWebHeaders(headers)) {
    return { header: (name) => headers.get(name) ?? undefined, repeated: false };
  }
  const found = new Map<string, string>();
  let repeated = false;
  for (const name of Object.keys(headers)) {
    if (!lookedAt.test(name)) continue;
    const value = headers[name];
    if (value === undefined) continue;
    const lower = name.toLowerCase();
    const values = typeof value === 'string' ? [value] : value;
    if (values.length > 1 || found.has(lower)) repeated = true;
    found.set(lower, values[0] ?? '');
  }
  return { header: (name) => found.get(name), repeated };
}

// Web and Node both join repeated headers of this kind with ", ", which no signature header may contain.
const lookedAt = /^(wechatpay-|request-id$)/i;

function isWebHeaders(
  headers: NotificationHeaders,
): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}
