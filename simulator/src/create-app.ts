import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Controls } from './control/controls.ts';
import { registerControl } from './control/register-control.ts';
import { type ExplainPaySign, registerExplanations } from './control/register-explanations.ts';
import type { Desk } from './desk/index.ts';
import { registerWechat, type WechatWorld } from './http/register-wechat.ts';

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
  /** Waits on the machine's time. */
  readonly wait: (ms: number) => Promise<void>;
}

/** The largest request body, in bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Creates the one server: WeChat's surfaces, the control API, the desk, and whatever is mounted beside them. */
export function createApp(parts: AppParts): FastifyInstance {
  const { world, mounts, desk, explainPaySign: explain, wait } = parts;
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    // What the real gateway announces: Keep-Alive: timeout=8.
    keepAliveTimeout: 8000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  serveMounts(app, mounts);
  serveDesk(app, desk);
  app.register(
    async (control) => {
      await registerControl(control, world);
      registerExplanations(control, { flow: world.flow, appid: world.merchant.appid, explain });
    },
    { prefix: '/_simulator' },
  );
  app.register((surface) => registerWechat(surface, world, wait));
  return app;
}

function serveMounts(app: FastifyInstance, mounts: AppParts['mounts']): void {
  const handlers = new Map(
    Object.entries(mounts).map(([prefix, handler]) => [prefix.replace(/\/+$/, ''), handler]),
  );
  app.addHook('onRequest', (request, reply, done) => {
    const { url = '' } = request.raw;
    const [path = ''] = url.split('?', 1);
    for (const [prefix, handler] of handlers) {
      if (path !== prefix && !path.startsWith(`${prefix}/`)) continue;
      const { raw } = reply.hijack();
      if (path === prefix) {
        // Relative links inside need the slash.
        raw.writeHead(308, { Location: `${prefix}/${url.slice(path.length)}` }).end();
        return;
      }
      request.raw.url = url.slice(prefix.length);
      handler(request.raw, raw);
      return;
    }
    done();
  });
}

function serveDesk(app: FastifyInstance, desk: AppParts['desk']): void {
  for (const url of ['/', '/_desk/*']) {
    app.get(url, async (request, reply) => {
      const page = await desk();
      const { raw } = reply.hijack();
      if (!(await page.handle(request.raw, raw))) raw.writeHead(404).end();
    });
  }
}
