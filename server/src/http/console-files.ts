import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';

/** Where the built pages of the console are; null: they were not built. */
export type ConsoleFolder = string | null;

const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * Scripts, styles and connections come from here alone, and none stands in a page: what moves is set by property,
 * and the charts draw their tooltips on the canvas. Pictures of products lie where their merchant put them.
 * `upgrade-insecure-requests` is left out: on this machine the console speaks http.
 */
const CONTENT_POLICY = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'https:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
};

/**
 * Adds `/console`: the built pages, whose names hold their hashes and are kept for ever, and for every address that
 * is no file the page itself, which is never kept. Without built pages it says how to build them.
 */
export async function consoleFiles(scope: HttpApp, folder: ConsoleFolder): Promise<void> {
  const options = {
    helmet: { contentSecurityPolicy: CONTENT_POLICY, referrerPolicy: { policy: 'no-referrer' } },
    schema: { hide: true },
  } as const;
  scope.get('/console', options, async (_request, reply) => reply.redirect('/console/', 308));
  if (folder === null) {
    scope.get('/console/*', options, async (_request, reply) => {
      reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8');
      return NOT_BUILT;
    });
    return;
  }
  await scope.register(fastifyStatic, { root: folder, serve: false, preCompressed: true });
  scope.get<{ Params: { '*': string } }>('/console/*', options, async (request, reply) => {
    const path = request.params['*'];
    if (path.startsWith('.') || path.includes('/.')) throw new HttpProblem('route_not_found');
    if (path.startsWith('assets/')) {
      return reply.sendFile(path, { maxAge: YEAR_MS, immutable: true });
    }
    const isFile = /\.[a-z0-9]+$/i.test(path) && path !== 'index.html';
    return isFile ? reply.sendFile(path, { maxAge: 3_600_000 }) : sendPage(reply);
  });
}

function sendPage(reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-store');
  return reply.sendFile('index.html', { cacheControl: false });
}

const NOT_BUILT = `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<title>Yifen</title>
<h1>控制台尚未构建</h1>
<p>请在代码目录执行 <code>npm run build -w console</code>，然后重新启动服务器。</p>
<h1 lang="en">The console is not built</h1>
<p lang="en">Run <code>npm run build -w console</code> in the checkout, then start the server again.</p>
</html>
`;
