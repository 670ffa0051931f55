import { ArgumentError } from '../core/errors/argument-error.ts';

/**
 * Requires a call whose answer WeChat documents as unsigned: downloads of files, nothing else.
 *
 * What such an answer says is proven by nothing but TLS; compare it with a hash from a signed answer where there is one.
 *
 * @throws ArgumentError
 * @see which answers are signed, document 4013053249
 */
export function checkUnsignedPath(method: string, path: string): void {
  const bare = path.split('?', 1)[0] ?? '';
  if (method === 'GET' && unsignedPaths.some((form) => form.test(bare))) return;
  throw new ArgumentError(
    'unsignedAnswer',
    'is possible only for the downloads that WeChat documents as unsigned',
  );
}

const unsignedPaths: readonly RegExp[] = [
  /^\/v3\/billdownload\/file$/,
  /^\/v3\/(global\/)?merchant-service\/images\/[^/]+$/,
  /^\/v3\/new-tax-control-fapiao\/download$/,
  /^\/v3\/transfer(bill)?download\/elecvoucherfile$/,
  /^\/v3\/transferdownload\/signfile$/,
  /^\/v3\/statements$/,
];
