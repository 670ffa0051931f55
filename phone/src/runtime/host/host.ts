import type { ConsoleEntry } from './keep-console.ts';
import { readOpenid, readSettings } from './settings.ts';

/** What lies behind the phone: WeChat (the simulator) and the mini-program's own servers. */
export interface Host {
  readonly openid: string;
  /** The appid the mini-program runs under, when it is not the project's own. */
  readonly appid: string | undefined;
  /** What the mini-program is called on WeChat's own sheets. */
  readonly appName: string;
  /** What WeChat calls a subscribe message template. */
  templateTitle(id: string): string;
  /** Where to fetch a URL of the mini-program; `null` when its origin is not allowed. */
  resolveUrl(url: string): string | null;
  /** Sends a request to one of the mini-program's servers. */
  send(request: HostRequest): Promise<HostResponse>;
  /** Passes on what the mini-program wrote to its console, when somebody reads it. */
  reportConsole(lines: readonly ConsoleEntry[]): void;
  /** Asks WeChat: a JSON POST on its control API. Throws when WeChat does not answer with 2xx. */
  askWeChat(path: string, body: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** A request as the mini-program made it. */
export interface HostRequest {
  readonly method: string;
  readonly url: string;
  readonly header: Readonly<Record<string, string>>;
  readonly body: string | ArrayBuffer | undefined;
  readonly signal: AbortSignal;
}

/** The answer of the mini-program's server, whatever its status. */
export interface HostResponse {
  readonly status: number;
  readonly header: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: ArrayBuffer;
}

/** The origin is not one the phone may reach. */
export class ForbiddenOriginError extends Error {
  readonly host: string;

  constructor(host: string) {
    super(`url not in domain list:${host}`);
    this.name = 'ForbiddenOriginError';
    this.host = host;
  }
}

/** The mini-program's server could not be reached. */
export class UnreachableError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnreachableError';
  }
}

/** Makes the host of this page; everything goes through the page's own origin. */
export function createHost(appName: string): Host {
  const settings = readSettings();
  const openid = readOpenid(settings);
  const local = (path: string) => new URL(path, document.baseURI).href;

  const resolveUrl = (url: string): string | null => {
    if (!URL.canParse(url)) return null;
    const { protocol, host, origin, pathname, search } = new URL(url);
    if (!settings.origins.includes(origin)) return null;
    return local(`api/${protocol.slice(0, -1)}/${host}${pathname}${search}`);
  };

  return Object.freeze({
    openid,
    appid: settings.appid,
    appName,
    templateTitle: (id: string) => settings.templates?.[id] ?? `模板 ${id}`,
    resolveUrl,
    async send({ method, url, header, body, signal }: HostRequest) {
      const target = resolveUrl(url);
      if (target === null) throw new ForbiddenOriginError(hostOf(url));
      const response = await fetch(target, {
        method,
        // One header for all: a browser refuses some names that a mini-program may set.
        headers: {
          'x-phone-header': encodeURIComponent(JSON.stringify(header)),
          'x-phone-openid': openid,
        },
        ...(body === undefined ? {} : { body }),
        signal,
        cache: 'no-store',
        credentials: 'omit',
      });
      const failure = response.headers.get('x-phone-failure');
      if (failure !== null) throw new UnreachableError(decodeURIComponent(failure));
      return {
        status: response.status,
        header: receivedHeader(response.headers),
        cookies: receivedCookies(response.headers),
        body: await response.arrayBuffer(),
      };
    },
    reportConsole(lines: readonly ConsoleEntry[]) {
      if (settings.reportsConsole !== true) return;
      const body = JSON.stringify(lines);
      const headers = { 'content-type': 'application/json', 'x-phone-openid': openid };
      // Whether it arrives is no concern of the mini-program's.
      fetch(local('console'), { method: 'POST', headers, body, keepalive: true }).catch(
        () => undefined,
      );
    },
    async askWeChat(path: string, body: Readonly<Record<string, unknown>>) {
      const response = await fetch(local(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-phone-openid': openid },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`WeChat (${path}) answered ${response.status}`);
      return response.json() as Promise<unknown>;
    },
  } satisfies Host);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function receivedHeader(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !name.startsWith('x-phone-')));
}

/** Browsers hide `set-cookie`; the server side passes it on under another name. */
function receivedCookies(headers: Headers): string[] {
  const passed = headers.get('x-phone-set-cookie');
  const cookies: unknown = passed === null ? [] : JSON.parse(decodeURIComponent(passed));
  return Array.isArray(cookies) ? cookies.map(String) : [];
}
