import type { NotificationHeaders } from './notification.ts';

/** Looks headers up by lower-case name; `repeated` when one of those that count is there twice. */
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
  // Node lowers all names itself: only an object made elsewhere has names left to lower.
  let lowered: Map<string, string> | undefined;
  let repeated = false;
  for (const name of Object.keys(headers)) {
    if (!mayCount(name.charCodeAt(0))) continue;
    const isLower = counted.has(name);
    const lower = isLower ? name : name.toLowerCase();
    const value = headers[name];
    if (value === undefined || !(isLower || counted.has(lower))) continue;
    if (typeof value !== 'string' && value.length > 1) repeated = true;
    if (isLower) continue;
    if (headers[lower] !== undefined || lowered?.has(lower)) repeated = true;
    lowered ??= new Map();
    lowered.set(lower, single(value));
  }
  const header = (name: string) => {
    const value = headers[name];
    return value === undefined ? lowered?.get(name) : single(value);
  };
  return { header, repeated };
}

function single(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : (value[0] ?? '');
}

// Web and Node both join repeated headers of this kind with ", ", which no signature header may contain.
const counted: ReadonlySet<string> = new Set([
  'request-id',
  'wechatpay-nonce',
  'wechatpay-serial',
  'wechatpay-signature',
  'wechatpay-signature-type',
  'wechatpay-timestamp',
]);

/** Whether a name with this first character can be one of those: R, r, W or w. Most headers end here. */
function mayCount(first: number): boolean {
  return first === 0x72 || first === 0x77 || first === 0x52 || first === 0x57;
}

function isWebHeaders(
  headers: NotificationHeaders,
): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}
