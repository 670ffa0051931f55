import type { FastifyRequest } from 'fastify';
import {
  type ConsoleSession,
  isCsrfToken,
  resumeConsoleSession,
} from '../flows/people/console-session.ts';
import type { House } from '../ports.ts';
import { cookieOf } from './console-cookie.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';
import { demandSameOrigin } from './same-origin.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The states in which a session opens this route. Default: `open` alone. */
    sessionStates?: readonly ConsoleSession['login']['state'][];
  }
}

/** Demands a console session for every route of this scope; which states open a route it says itself. */
export function authenticatePerson(app: HttpApp, house: House): void {
  app.decorateRequest('person', null);
  app.addHook('preParsing', async (request: FastifyRequest) => {
    const session = await demandSession(house, request);
    demandState(session, request.routeOptions.config.sessionStates ?? ['open']);
    request.setDecorator('person', session);
  });
}

/** The session of an authenticated request. */
export function personOf(request: FastifyRequest): ConsoleSession {
  return request.getDecorator<ConsoleSession>('person');
}

/**
 * Finds the session of a request's cookie; a request that could change something proves besides that a page
 * of ours sends it.
 *
 * @throws HttpProblem `sign_in_needed`, `csrf_refused`
 */
export async function demandSession(
  house: House,
  request: FastifyRequest,
): Promise<ConsoleSession> {
  const token = cookieOf(request);
  const session = token === null ? null : await resumeConsoleSession(house, token);
  if (session === null) throw new HttpProblem('sign_in_needed');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    demandSameOrigin(request, house.console.origin);
    const csrf = request.headers['yifen-csrf'];
    if (typeof csrf !== 'string' || !isCsrfToken(house, session, csrf)) {
      throw new HttpProblem('csrf_refused');
    }
  }
  return session;
}

/**
 * Refuses a session that is not in one of these states.
 *
 * @throws HttpProblem `session_needs_code`, `session_needs_enrolment`
 */
export function demandState(
  { login }: ConsoleSession,
  states: readonly ConsoleSession['login']['state'][],
): void {
  if (states.includes(login.state)) return;
  throw new HttpProblem(login.state === 'code' ? 'session_needs_code' : 'session_needs_enrolment');
}
