import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { allowOrigin } from './control/allow-origin.ts';
import type { Controls } from './control/controls.ts';
import { createControl } from './control/create-control.ts';
import type { ExplainPaySign } from './control/explanation-routes.ts';
import type { Desk } from './desk/index.ts';
import { serveWechat, type WechatWorld } from './http/serve-wechat.ts';

/** A handler that owns everything under its prefix and sees addresses without it, as under Express. */
export type MountHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the server is made of. */
export interface AppParts {
  readonly world: WechatWorld & Controls;
  /** Handlers by prefix, for example `/phone`. */
  readonly mounts: Readonly<Record<string, MountHandler>>;
  /** The desk, loaded when its page is first asked for. */
  readonly desk: () => Promise<Desk>;
  /** Explains a refused `paySign`; undefined when nobody can. */
  readonly explainPaySign: ExplainPaySign | undefined;
  /** Origins of pages that may use the control API from a browser; `*` for all. */
  readonly corsOrigins: readonly string[];
  /** Waits on the simulated time. */
  readonly wait: (ms: number) => Promise<void>;
  /** Hears of each request that was answered. */
  readonly onServed: () => void;
}

/** The one server, not listening yet. */
export interface App {
  readonly handle: RequestListener;
  /** Ends the event streams. */
  close(): void;
}

/** Creates the one server: WeChat's surfaces, the control API, the desk, and whatever is mounted beside them. */
export function createApp(parts: AppParts): App {
  const { world, desk, wait, corsOrigins } = parts;
  const control = createControl(world, parts.explainPaySign);
  const mounts = Object.entries(parts.mounts).map(
    ([prefix, handler]) => [prefix.replace(/\/+$/, ''), handler] as const,
  );

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '' } = request;
    const [path = ''] = url.split('?', 1);
    const mount = mounts.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
    if (mount !== undefined) return serveMount(request, response, mount);
    if (path.startsWith('/_simulator/')) {
      if (!allowOrigin(request, response, corsOrigins)) await control.handle(request, response);
      return;
    }
    if (path === '/' || path.startsWith('/_desk/')) {
      if (await (await desk()).handle(request, response)) return;
    } else if (await serveWechat(request, response, world, wait)) return;
    response.writeHead(404).end();
  }

  return Object.freeze({
    handle(request: IncomingMessage, response: ServerResponse) {
      response.once('close', parts.onServed);
      handle(request, response).catch((error: unknown) => {
        // The caller went away in the middle, or the simulator is wrong: then it says so.
        if (response.headersSent || request.destroyed) response.destroy();
        else response.writeHead(500).end(error instanceof Error ? error.message : String(error));
      });
    },
    close: control.close,
  });
}

function serveMount(
  request: IncomingMessage,
  response: ServerResponse,
  [prefix, handler]: readonly [string, MountHandler],
): void {
  const { url = '' } = request;
  const inside = url.slice(prefix.length);
  if (inside.startsWith('/')) {
    request.url = inside;
    handler(request, response);
    return;
  }
  // Relative links inside need the slash.
  response.writeHead(308, { Location: `${prefix}/${inside}` }).end();
}
