/**
 * The desk: the simulator's own web page, with the phones, the live flow and the fault switches.
 *
 * It only serves files and settings; all that it shows comes from the control API on the same port.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageFiles } from './built-page.ts';
import { deskHeaders, deskHtml, deskIcon } from './desk-page.ts';
import { createScenarioHandler, type DeskScenario } from './scenarios.ts';

/** A phone that the desk shows in a frame. */
export interface DeskPhone {
  /** What the tab says when there are several phones. */
  readonly title: string;
  /** Absolute, or a path on the simulator's own port such as `/phone/`. */
  readonly url: string;
}

/** What the desk needs to know of its simulator. */
export interface DeskOptions {
  /** Differs for each simulator: tells an open page that another one answers now. */
  readonly instance: string;
  readonly merchantName: string;
  readonly mchid: string;
  readonly appid: string;
  /** Whether `POST /_simulator/explanations` can say why a `paySign` was refused; false by default. */
  readonly explains?: boolean;
  /** None by default: the desk then says how to add one. */
  readonly phones?: readonly DeskPhone[];
  /** None by default: the desk then has no such tab. */
  readonly scenarios?: readonly DeskScenario[];
}

/** The mounted desk. */
export interface Desk {
  /** Answers `/` and `/_desk/*`; false when the path is not the desk's. Never throws. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** Makes the desk; its script is bundled at the first request that asks for it, then kept. */
export function createDesk(options: DeskOptions): Desk {
  const phones = options.phones ?? [];
  const headers = deskHeaders(phones.map(({ url }) => url));
  const scenarios = options.scenarios ?? [];
  const runScenario = createScenarioHandler(scenarios);
  const settings = JSON.stringify({
    ...options,
    explains: options.explains ?? false,
    phones,
    scenarios: scenarios.map(({ id, title, text }) => ({ id, title, text })),
  });
  let files: Promise<PageFiles> | null = null;
  const bundled = (): Promise<PageFiles> => {
    // A failed build is tried again at the next request, so that a mended source needs no restart.
    files ??= loadPage().catch((error: unknown) => {
      files = null;
      throw error;
    });
    return files;
  };
  const contents: Readonly<Record<string, () => Promise<Content>>> = {
    '/': async () => ({ type: 'text/html; charset=utf-8', body: deskHtml }),
    '/_desk/settings': async () => ({ type: 'application/json', body: settings }),
    '/_desk/icon.svg': async () => ({ type: 'image/svg+xml', body: deskIcon }),
    '/_desk/desk.js': async () => ({ type: 'text/javascript', body: (await bundled()).script }),
    '/_desk/desk.css': async () => ({ type: 'text/css', body: (await bundled()).styles }),
  };
  return {
    async handle(request, response) {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const scenario = /^\/_desk\/scenarios\/([\w-]{1,64})$/.exec(path)?.[1];
      if (scenario !== undefined) {
        await runScenario(request, response, scenario);
        return true;
      }
      const content = Object.hasOwn(contents, path) ? contents[path] : undefined;
      if (content === undefined) return false;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return true;
      }
      await send(response, headers, content, request.method === 'HEAD');
      return true;
    },
  };
}

/** The published package brings its page; the sources are bundled when somebody looks. */
async function loadPage(): Promise<PageFiles> {
  const { builtPage } = await import('./built-page.ts');
  return builtPage ?? (await (await import('./bundle-page.ts')).bundlePage());
}

interface Content {
  readonly type: string;
  readonly body: string;
}

async function send(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  content: () => Promise<Content>,
  headOnly: boolean,
): Promise<void> {
  try {
    const { type, body } = await content();
    response.writeHead(200, {
      ...headers,
      'content-type': type,
      'content-length': Buffer.byteLength(body),
    });
    response.end(headOnly ? undefined : body);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    response.writeHead(500, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
    response.end(`The desk could not be built.\n\n${message}\n`);
  }
}
