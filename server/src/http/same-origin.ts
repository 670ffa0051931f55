import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.ts';

/**
 * Refuses a request that a browser sends for another site's page, by what browsers say of themselves and
 * pages cannot change.
 *
 * @param origin The address of the server, for proxies that do not pass it on.
 * @throws HttpProblem `csrf_refused`
 */
export function demandSameOrigin({ headers, host }: FastifyRequest, origin: string): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new HttpProblem('csrf_refused');
  const from = headers.origin;
  if (from !== undefined && from !== origin && hostOf(from) !== host) {
    throw new HttpProblem('csrf_refused');
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
