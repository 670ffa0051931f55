import type { HttpApp } from './http-app.ts';
import { renderApiPage } from './render-api-page.ts';

/** Adds `/docs/openapi.json`, made from the routes' own schemas, and `/docs`, the same to read. */
export function docsRoutes(app: HttpApp): void {
  app.get('/docs/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
    reply.type('text/html; charset=utf-8');
    return renderApiPage(app.swagger());
  });
}
