import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject, stringEntries } from '../build/read-json.ts';
import type { Exchange } from './exchange.ts';
import { readBody } from './read-body.ts';
import { relay } from './relay.ts';

/** Where the mini-program's origins are served, e.g. `https://pay.example.com` -> local server. */
export type ApiTargets = ReadonlyMap<string, string>;

/** Not passed back: they describe the hop, not the answer. */
const HOP_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
]);

/**
 * Carries a `wx.request` to its server: `/api/https/pay.example.com/v1/orders` is
 * `https://pay.example.com/v1/orders`, sent to that origin's target.
 */
export async function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  {
    targets,
    appid,
    onExchange,
  }: {
    readonly targets: ApiTargets;
    readonly appid: string;
    readonly onExchange: (exchange: Exchange) => void;
  },
): Promise<void> {
  const parts = /^\/api\/(https?)\/([^/]+)(\/.*)?$/.exec(path);
  const origin = `${parts?.[1]}://${parts?.[2]}`;
  const base = targets.get(origin);
  if (parts === null || base === undefined) {
    response.writeHead(404).end();
    return;
  }
  const rest = parts[3] ?? '/';
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const answer = await relay(
    {
      name: 'wx.request',
      openid: headerText(request, 'x-phone-openid'),
      method: request.method ?? 'GET',
      target: base.replace(/\/$/, '') + rest,
      shownUrl: origin + rest,
      headers: { ...phoneHeaders(appid), ...writtenHeaders(request) },
      body: await readBody(request),
      signal: gone.signal,
    },
    onExchange,
  );
  if (!answer.reached) {
    response.writeHead(502, { 'x-phone-failure': encodeURIComponent(answer.reason) }).end();
    return;
  }
  const { status, headers } = answer.response;
  const cookies = headers.getSetCookie();
  response.writeHead(status, {
    ...Object.fromEntries([...headers].filter(([name]) => !HOP_HEADERS.has(name))),
    ...(cookies.length === 0
      ? {}
      : { 'x-phone-set-cookie': encodeURIComponent(JSON.stringify(cookies)) }),
  });
  response.end(answer.body);
}

/** A request header as one text; `null` when it is absent. */
export function headerText(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

/** What WeChat adds to every request of a mini-program. */
function phoneHeaders(appid: string): Record<string, string> {
  return {
    referer: `https://servicewechat.com/${appid}/devtools/page-frame.html`,
    'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.50',
  };
}

/** The page packs them into one header, because browsers refuse some names. */
function writtenHeaders(request: IncomingMessage): Record<string, string> {
  const packed = headerText(request, 'x-phone-header');
  if (packed === null) return {};
  const written: unknown = JSON.parse(decodeURIComponent(packed));
  return isJsonObject(written) ? Object.fromEntries(stringEntries(written)) : {};
}
