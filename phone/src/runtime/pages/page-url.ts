/** A page and its query, as `onLoad` gets it. */
export interface PageUrl {
  readonly route: string;
  /** Not URL-decoded, as in WeChat. */
  readonly query: Readonly<Record<string, string>>;
}

/** Reads `/pages/order/order?id=1`, or a path relative to the page `from`. */
export function parsePageUrl(url: string, from: string): PageUrl {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const search = mark < 0 ? '' : url.slice(mark + 1);
  const query: Record<string, string> = {};
  for (const pair of search.split('&').filter(Boolean)) {
    const equals = pair.indexOf('=');
    query[equals < 0 ? pair : pair.slice(0, equals)] = equals < 0 ? '' : pair.slice(equals + 1);
  }
  const absolute = path.startsWith('/') ? path : new URL(path, `http://x/${from}`).pathname;
  return { route: absolute.slice(1), query };
}

/** Writes it back, with a leading slash. */
export function formatPageUrl({ route, query }: PageUrl): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `/${route}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}
