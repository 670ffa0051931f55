import { isIP } from 'node:net';
import type { UrlProblem } from '../ports.ts';
import { isAddressAllowed, isLoopbackAddress } from './forbidden-addresses.ts';

/** The longest URL of an endpoint. */
const MAX_URL_LENGTH = 2_048;

/** A URL that may be sent to, once its name was resolved to allowed addresses. */
export interface JudgedUrl {
  readonly url: URL;
  readonly problem: null;
}

/**
 * Judges the form of an endpoint's URL, and its address when it is written as one. Only https, no
 * user name or password, port 443 or one above 1023. An address in any but its plain spelling
 * (`0x7f.1`, `2130706433`, `0177.0.0.1`) is refused even when it is a public one.
 *
 * @param allowPrivate For development: http too where the host is this machine, and private addresses.
 */
export function judgeUrl(
  text: string,
  allowPrivate: boolean,
): JudgedUrl | { readonly problem: UrlProblem } {
  const url = parse(text);
  if (url === null) return { problem: 'malformed' };
  if (url.username !== '' || url.password !== '' || authorityOf(text).includes('@')) {
    return { problem: 'credentials' };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal = host === 'localhost' || isLoopbackAddress(host);
  const isHttp = url.protocol === 'http:' && allowPrivate && isLocal;
  if (url.protocol !== 'https:' && !isHttp) return { problem: 'not-https' };
  if (isIP(host) !== 0) {
    if (!authorityOf(text).toLowerCase().startsWith(url.hostname))
      return { problem: 'odd-address' };
    if (!isAddressAllowed(host, allowPrivate)) return { problem: 'forbidden-address' };
  }
  const port = Number(url.port || 443);
  if (port !== 443 && port < 1_024) return { problem: 'forbidden-port' };
  return { url, problem: null };
}

function parse(text: string): URL | null {
  // Control characters and blanks are dropped or kept by different parsers in different places.
  const isPlain = /^https?:\/\/[^\s\\#]+$/i.test(text) && text.length <= MAX_URL_LENGTH;
  return isPlain ? URL.parse(text) : null;
}

/** What stands between the slashes and the path, as it was written. */
function authorityOf(text: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
}
