import type { FastifyReply, FastifyRequest } from 'fastify';
import { resumeApiKey } from '../flows/resume-api-key.ts';
import type { Scope } from '../flows/scopes.ts';
import type { Actor, ApiKey, House } from '../ports.ts';
import { bearerOf } from './authenticate.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';
import { bindPorts, carryPorts } from './request-ports.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an API key must be allowed for this route. */
    scope?: Scope;
  }
}

/**
 * Demands an API key for every route of this scope, binds the request to the key's merchant, demands the
 * scope that the route names with {@link requireScope}, and limits the requests of each key. It runs before
 * the body is read and after the limit by address. Every reason to refuse a key gets the same answer.
 *
 * @param maxPerMinute Requests of one key per minute.
 * @throws Error when a route names no scope: at the start, not at a request.
 */
export function authenticateMerchant(app: HttpApp, house: House, maxPerMinute: number): void {
  app.decorateRequest('apiKey', null);
  carryPorts(app);
  const limit = app.createRateLimit({
    max: maxPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => apiKeyOf(request).id,
  });
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.scope) throw new Error(`the route ${url} names no scope`);
  });
  app.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
    const text = bearerOf(request);
    const key = text === null ? null : await resumeApiKey(house, text);
    const ports = key && (await house.merchants.find(key.merchantId));
    if (key === null || ports === null) throw new HttpProblem('api_key_refused');
    request.setDecorator('apiKey', key);
    bindPorts(request, ports);
    const used = await limit(request);
    if (!used.isAllowed && used.isExceeded) {
      reply.header('retry-after', String(used.ttlInSeconds));
      throw new HttpProblem('too_many_requests');
    }
    const { scope } = request.routeOptions.config;
    if (scope === undefined || !key.scopes.includes(scope)) {
      throw new HttpProblem('scope_missing', scope);
    }
  });
}

/** The options of a route that demands a scope of its caller's key: spread it into the route's options. */
export function requireScope(scope: Scope): { readonly config: { readonly scope: Scope } } {
  return { config: { scope } };
}

/** The key of an authenticated request. */
export function apiKeyOf(request: FastifyRequest): ApiKey {
  return request.getDecorator<ApiKey>('apiKey');
}

/** Who acts, for histories and for four eyes: a key that was rotated is the same person. */
export function actorOf(request: FastifyRequest): Actor {
  return { id: `key:${apiKeyOf(request).holder}` };
}
