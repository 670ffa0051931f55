import type { FastifyReply, FastifyRequest } from 'fastify';
import { resumeSession } from '../flows/resume-session.ts';
import type { House, Session } from '../ports.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';
import { bindPorts, carryPorts } from './request-ports.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,256})$/i;

/**
 * Demands a session for every route of this scope, binds the request to the session's merchant, and
 * limits the requests of each session. It runs before the body is read and after the limit by address.
 *
 * @param maxPerMinute Requests of one session per minute.
 */
export function authenticate(app: HttpApp, house: House, maxPerMinute: number): void {
  app.decorateRequest('payer', null);
  carryPorts(app);
  const limit = app.createRateLimit({
    max: maxPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => payerOf(request).tokenDigest,
  });
  app.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
    const token = bearerOf(request);
    if (token === null) throw new HttpProblem('unauthorized');
    const session = await resumeSession(house, token);
    const ports = await house.merchants.find(session.merchantId, session.appid);
    if (ports === null) throw new HttpProblem('unauthorized');
    request.setDecorator('payer', session);
    bindPorts(request, ports);
    const used = await limit(request);
    if (!used.isAllowed && used.isExceeded) {
      reply.header('retry-after', String(used.ttlInSeconds));
      throw new HttpProblem('too_many_requests');
    }
  });
}

/** The text behind `Bearer`, or null. */
export function bearerOf(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** The session of an authenticated request. */
export function payerOf(request: FastifyRequest): Session {
  return request.getDecorator<Session>('payer');
}
