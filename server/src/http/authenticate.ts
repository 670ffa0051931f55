import type { FastifyReply, FastifyRequest } from 'fastify';
import { resumeSession } from '../flows/resume-session.ts';
import type { Ports, Session } from '../ports.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,256})$/i;

/**
 * Demands a session for every route of this scope, and limits the requests of each session.
 * It runs before the body is read and after the limit by address.
 *
 * @param maxPerMinute Requests of one session per minute.
 */
export function authenticate(app: HttpApp, ports: Ports, maxPerMinute: number): void {
  app.decorateRequest('payer', null);
  const limit = app.createRateLimit({
    max: maxPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => payerOf(request).tokenDigest,
  });
  app.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new HttpProblem('unauthorized');
    request.setDecorator('payer', await resumeSession(ports, token));
    const used = await limit(request);
    if (!used.isAllowed && used.isExceeded) {
      reply.header('retry-after', String(used.ttlInSeconds));
      throw new HttpProblem('too_many_requests');
    }
  });
}

/** The session of an authenticated request. */
export function payerOf(request: FastifyRequest): Session {
  return request.getDecorator<Session>('payer');
}
