import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Controls } from '../control/controls.ts';
import { registerControl } from '../control/register-control.ts';
import { type SurfaceWorld, serveMerchant } from './merchant-surface.ts';
import { serveSession } from './serve-session.ts';
import { plainHeaders, type WireRequest, writeAnswer } from './wire.ts';

/** A handler that owns everything under its prefix and sees addresses without it, as under Express. */
export type MountHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the server is made of. */
export interface AppParts {
  readonly world: SurfaceWorld & Controls;
  /** Handlers by prefix, for example `/phone`. */
  readonly mounts: Readonly<Record<string, MountHandler>>;
  /** Waits on the machine's time. */
  readonly wait: (ms: number) => Promise<void>;
}

/** The largest request body, in bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Creates the one server: both WeChat surfaces, the control API, and whatever is mounted beside them. */
export function createApp({ world, mounts, wait }: AppParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    // What the real gateway announces: Keep-Alive: timeout=8.
    keepAliveTimeout: 8000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  serveMounts(app, mounts);
  app.register((control) => registerControl(control, world), { prefix: '/_simulator' });
  app.register(async (surface) => {
    surface.removeAllContentTypeParsers();
    surface.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    surface.all('/v3/*', async (request, reply) => {
      const outcome = serveMerchant(wireRequest(request), world);
      reply.hijack();
      if (outcome.answer === undefined) return breakOff(reply);
      if (outcome.delayMs > 0) await wait(outcome.delayMs);
      writeAnswer(reply.raw, outcome.answer);
    });
    surface.get('/sns/jscode2session', async (request, reply) => {
      const { answer, delayMs } = serveSession(wireRequest(request), world);
      reply.hijack();
      if (delayMs > 0) await wait(delayMs);
      writeAnswer(reply.raw, answer);
    });
  });
  return app;
}

function wireRequest(request: FastifyRequest): WireRequest {
  return {
    method: request.method,
    url: request.raw.url ?? '',
    headers: plainHeaders(request.headers),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

function breakOff(reply: FastifyReply): void {
  reply.raw.destroy();
}

function serveMounts(app: FastifyInstance, mounts: AppParts['mounts']): void {
  const prefixes = Object.keys(mounts).map((prefix) => prefix.replace(/\/+$/, ''));
  app.addHook('onRequest', (request, reply, done) => {
    const { url = '' } = request.raw;
    const [path = ''] = url.split('?', 1);
    const prefix = prefixes.find((one) => path === one || path.startsWith(`${one}/`));
    const handler = prefix === undefined ? undefined : (mounts[prefix] ?? mounts[`${prefix}/`]);
    if (prefix === undefined || handler === undefined) return done();
    reply.hijack();
    if (path === prefix) {
      // Relative links inside need the slash.
      reply.raw.writeHead(308, { Location: `${prefix}/${url.slice(path.length)}` }).end();
      return;
    }
    request.raw.url = url.slice(prefix.length);
    handler(request.raw, reply.raw);
  });
}
