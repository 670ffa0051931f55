import type { Host } from './host/host.ts';

/**
 * Makes the function that says where to load an image from: files of the mini-program stand beside
 * this page, its servers are reached through the host, the rest of the web as it is.
 */
export function createSourceResolver(host: Host, currentRoute: () => string) {
  return (source: string): string => {
    if (/^https?:/.test(source)) return host.resolveUrl(source) ?? source;
    if (/^(data|blob):/.test(source) || source.startsWith('//')) return source;
    if (source.startsWith('/')) return source.slice(1);
    return new URL(source, `http://x/${currentRoute()}`).pathname.slice(1);
  };
}
