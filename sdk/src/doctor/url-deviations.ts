import type { Deviation } from './deviation.ts';
import { signatureCause } from './diagnosis.ts';
import { percentDecoded, valueDeviation } from './value-deviations.ts';

/** Wrong second lines: WeChat takes path and query exactly as they are on the wire. */
export function urlDeviations(line: number, hosts: readonly string[]): Deviation[] {
  return [
    url(
      'usual',
      'query-missing',
      '签名时 URL 没有查询参数（? 及其后内容）。',
      'The URL was signed without its query.',
      (path) => path.replace(/\?.*$/s, ''),
    ),
    ...hosts.flatMap((host) => [
      url(
        'usual',
        'url-with-host',
        `签名时 URL 带了协议和域名（https://${host}）。`,
        `The URL was signed with scheme and host (https://${host}).`,
        (path) => `https://${host}${path}`,
      ),
      url(
        'seldom',
        'url-with-host',
        `签名时 URL 带了域名（${host}）。`,
        `The URL was signed with the host (${host}).`,
        (path) => host + path,
      ),
    ]),
    url(
      'usual',
      'url-percent-decoded',
      '签名时 URL 是解码后的，发出的是编码后的。',
      'The URL was signed decoded, but sent percent-encoded.',
      percentDecoded,
    ),
    url(
      'usual',
      'url-percent-encoded',
      '签名时 URL 是编码后的，发出的是没有编码的。',
      'The URL was signed percent-encoded, but sent as it is.',
      (path) => (hasEscape(path) ? undefined : encodeURI(path)),
    ),
    url(
      'seldom',
      'url-percent-encoded',
      '签名时查询参数的值做了 URL 编码，发出的没有。',
      'The values of the query were signed percent-encoded, but sent as they are.',
      (path) => eachValue(path, encodeOnce),
    ),
    url(
      'seldom',
      'url-percent-encoded',
      '签名时路径的各段做了 URL 编码，发出的没有。',
      'The segments of the path were signed percent-encoded, but sent as they are.',
      (path) => eachSegment(path, encodeOnce),
    ),
    url(
      'seldom',
      'url-encoded-twice',
      '签名时 URL 编码了两次。',
      'The URL was signed percent-encoded twice.',
      (path) => path.replaceAll('%', '%25'),
    ),
    url(
      'seldom',
      'url-escape-case',
      '签名时百分号编码是小写（%7c），发出的是大写。',
      'The escapes of the URL were signed in lower case (%7c), but sent in upper case.',
      (path) => path.replaceAll(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase()),
    ),
    url(
      'seldom',
      'url-escape-case',
      '签名时百分号编码是大写（%7C），发出的是小写。',
      'The escapes of the URL were signed in upper case (%7C), but sent in lower case.',
      (path) => path.replaceAll(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()),
    ),
    url(
      'seldom',
      'url-space-as-plus',
      '签名时空格写成 +，发出的是 %20。',
      'Spaces of the URL were signed as +, but sent as %20.',
      (path) => path.replaceAll('%20', '+'),
    ),
    url(
      'seldom',
      'url-space-as-plus',
      '签名时空格写成 %20，发出的是 +。',
      'Spaces of the URL were signed as %20, but sent as +.',
      (path) => path.replaceAll('+', '%20'),
    ),
    url(
      'seldom',
      'query-mark-extra',
      '签名时 URL 末尾多了一个「?」。',
      'The URL was signed with a “?” at its end.',
      (path) => (path.includes('?') ? undefined : `${path}?`),
    ),
    url(
      'seldom',
      'url-slash',
      '签名时路径末尾多了一个「/」。',
      'The path was signed with a “/” at its end.',
      (path) => path.replace(/(?<!\/)(?=\?|$)/, '/'),
    ),
    url(
      'seldom',
      'url-slash',
      '签名时路径末尾少了「/」。',
      'The path was signed without the “/” at its end.',
      (path) => path.replace(/\/(?=\?|$)/, ''),
    ),
    url(
      'seldom',
      'url-slash',
      '签名时路径开头少了「/」。',
      'The path was signed without the “/” at its start.',
      (path) => path.replace(/^\//, ''),
    ),
    url(
      'seldom',
      'url-prefix-missing',
      '签名时路径少了「/v3」。',
      'The path was signed without “/v3”.',
      (path) => path.replace(/^\/v3(?=\/)/, ''),
    ),
    url(
      'seldom',
      'query-reordered',
      '签名时查询参数按名称排序，发出的没有。',
      'The query was signed with its parameters sorted, but sent in another order.',
      (path) => reorderQuery(path, (pairs) => pairs.toSorted()),
    ),
    url(
      'seldom',
      'query-reordered',
      '签名时查询参数的顺序与发出的相反。',
      'The query was signed in the reverse order.',
      (path) => reorderQuery(path, (pairs) => pairs.toReversed()),
    ),
    url(
      'seldom',
      'query-only',
      '签名时只有查询参数，没有路径。',
      'Only the query was signed, not the path.',
      (path) => /\?(.*)$/s.exec(path)?.[1],
    ),
  ];

  function url(
    frequency: Deviation['frequency'],
    code: string,
    zh: string,
    en: string,
    change: (path: string) => string | undefined,
  ): Deviation {
    return valueDeviation(line, frequency, signatureCause(code, { zh, en }, remedy), change);
  }
}

/** What has an escape is encoded already. */
function hasEscape(path: string): boolean {
  return /%[0-9a-f]{2}/i.test(path);
}

function encodeOnce(part: string): string {
  return hasEscape(part) ? part : encodeURIComponent(part);
}

const remedy = {
  zh: '签名第二行用实际发出的路径和查询参数（已编码、含 ?、不含域名），以 HTTP 库真正发送的为准。',
  en: 'Sign path and query exactly as the HTTP library puts them on the wire: encoded, with “?”, without host.',
};

function eachValue(path: string, change: (value: string) => string): string {
  return path.replaceAll(/(?<=[?&][^=&]*=)[^&]*/g, change);
}

function eachSegment(path: string, change: (segment: string) => string): string {
  const [before = '', ...query] = path.split('?');
  return [before.split('/').map(change).join('/'), ...query].join('?');
}

function reorderQuery(path: string, order: (pairs: string[]) => string[]): string | undefined {
  const [before, query] = path.split('?');
  return query === undefined ? undefined : `${before}?${order(query.split('&')).join('&')}`;
}
