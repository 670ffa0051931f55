import type { FastifySchema } from 'fastify';
import type { Scope } from '../flows/scopes.ts';
import type { HttpApp } from './http-app.ts';

/** One route, as whoever judges the whole surface sees it. */
export interface Route {
  readonly method: string;
  /** With parameters as `:id`. */
  readonly url: string;
  /** What an API key must be allowed for it; null: it takes no API key. */
  readonly scope: Scope | null;
  /** Shown in the OpenAPI document. */
  readonly isDocumented: boolean;
  /** What it takes and answers. */
  readonly schema: FastifySchema;
}

const tables = new WeakMap<object, Route[]>();

/** Writes down every route that is added from now on. */
export function recordRoutes(app: HttpApp): void {
  const routes: Route[] = [];
  tables.set(app, routes);
  app.addHook('onRoute', ({ method, url, config, schema = {} }) => {
    for (const each of [method].flat()) {
      // Fastify adds HEAD to each GET by itself.
      if (each === 'HEAD') continue;
      const isDocumented = !('hide' in schema && schema.hide === true);
      routes.push({ method: each, url, scope: config?.scope ?? null, isDocumented, schema });
    }
  });
}

/** All routes of an app, in the order they were added. */
export function routesOf(app: HttpApp): readonly Route[] {
  return tables.get(app) ?? [];
}
