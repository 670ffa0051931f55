import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Build } from '../build/build-mini-program.ts';
import { askWeChat, isQuestionToWeChat } from './ask-wechat.ts';
import { type Builds, createBuilds } from './build-again.ts';
import { type ConsoleLine, readConsoleLines } from './console-line.ts';
import type { Exchange } from './exchange.ts';
import { type ApiTargets, forwardRequest, headerText } from './forward-request.ts';
import { createPageEvents, type PageEvents, reloadScript } from './page-events.ts';
import { BodyTooLargeError, readBody } from './read-body.ts';
import { serveFile } from './serve-file.ts';
import { watchProject } from './watch-project.ts';

/** A phone: which mini-program, in which WeChat, with which servers. */
export interface PhoneOptions {
  /** The folder with `project.config.json`. */
  readonly project: string;
  /** The simulator that plays WeChat; a function when its port is not known yet. */
  readonly simulatorUrl: string | (() => string);
  /** Where the origins in the mini-program's source are served: origin -> URL. */
  readonly apis: Readonly<Record<string, string>>;
  /** The user of the phone. Default: one made by the browser, and kept there. */
  readonly openid?: string;
  /**
   * The appid the mini-program runs under, sent to the cashier. Default: none is sent, and the
   * simulator takes the phone to run the mini-program it knows.
   */
  readonly appid?: string;
  /** Names of subscribe message templates by id, shown when the payer is asked. Default: their ids. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Default false. */
  readonly minify?: boolean;
  /** Hears of every `wx.login`, `wx.request` and `wx.requestPayment`; must not throw. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Builds again whenever a file of the project changes, and has open pages load anew. Default false. */
  readonly watch?: boolean;
  /** Hears of every build after the first; must not throw. */
  readonly onBuild?: (build: Build) => void;
  /** Hears what the mini-program writes to its console; must not throw. */
  readonly onConsole?: (line: ConsoleLine) => void;
}

/** A built phone, ready to be mounted on any Node server. */
export interface Phone {
  /** Answers requests whose `url` is relative to the place of mounting; the page is at `/`. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** The first build. */
  readonly build: Build;
  /** Stops watching and removes the built files. */
  close(): Promise<void>;
}

/**
 * Builds a mini-program and makes the handler that serves it as a phone. A project that does not
 * build gives a phone that shows its errors.
 *
 * @throws TypeError when a key of `apis` is not an origin such as `https://pay.example.com`.
 */
export async function createPhone(options: PhoneOptions): Promise<Phone> {
  const targets = readTargets(options.apis);
  const { project, minify = false, onBuild = () => undefined } = options;
  const builds = await createBuilds({ project, minify });
  const build = builds.current();
  const pages = createPageEvents();
  const answer = createAnswer(options, targets, builds, pages);
  const stopWatching = options.watch
    ? watchProject(project, () => {
        void builds.again().then((next) => {
          onBuild(next);
          pages.reload();
        });
      })
    : () => undefined;

  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const status = error instanceof BodyTooLargeError ? 413 : 500;
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  };
  const close = async () => {
    stopWatching();
    pages.close();
    await builds.close();
  };
  return Object.freeze({ handler, build, close });
}

function createAnswer(
  options: PhoneOptions,
  targets: ApiTargets,
  builds: Builds,
  pages: PageEvents,
) {
  const onExchange = options.onExchange ?? (() => undefined);
  const { simulatorUrl, onConsole } = options;
  const appid = options.appid ?? (builds.current().appid || 'touristappid');
  const settings = JSON.stringify({
    ...(options.appid === undefined ? {} : { appid: options.appid }),
    ...(options.openid === undefined ? {} : { openid: options.openid }),
    ...(options.templates === undefined ? {} : { templates: options.templates }),
    origins: [...targets.keys()],
    reportsConsole: onConsole !== undefined,
  });

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://phone');
    if (url.pathname.startsWith('/api/')) {
      const path = url.pathname + url.search;
      await forwardRequest(request, response, path, { targets, appid, onExchange });
    } else if (isQuestionToWeChat(url.pathname)) {
      const wechat = typeof simulatorUrl === 'string' ? simulatorUrl : simulatorUrl();
      await askWeChat(request, response, url.pathname, wechat, onExchange);
    } else if (url.pathname === '/console' && request.method === 'POST') {
      const lines = readConsoleLines(
        await readBody(request),
        headerText(request, 'x-phone-openid') ?? '',
      );
      for (const line of lines) onConsole?.(line);
      response.writeHead(204).end();
    } else if (url.pathname === '/changes' && options.watch) {
      pages.listen(response);
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else if (url.pathname === '/settings.js') {
      sendScript(response, `globalThis.phoneSettings = ${settings};\n`);
    } else if (url.pathname === '/reload.js') {
      sendScript(response, options.watch ? reloadScript : '');
    } else {
      await serveFile(builds.current().outDir, decodeURIComponent(url.pathname), response);
    }
  };
}

function sendScript(response: ServerResponse, text: string): void {
  response.writeHead(200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}

function readTargets(apis: Readonly<Record<string, string>>): ApiTargets {
  const targets = new Map<string, string>();
  for (const [origin, target] of Object.entries(apis)) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin.replace(/\/$/, '')) {
      throw new TypeError(`apis: "${origin}" must be an origin such as https://pay.example.com`);
    }
    targets.set(new URL(origin).origin, target);
  }
  return targets;
}
