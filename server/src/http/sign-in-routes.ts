import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptLink, readLink } from '../flows/people/accept-link.ts';
import { signIn } from '../flows/people/sign-in.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { cookieOf } from './console-cookie.ts';
import {
  AcceptSchema,
  ConsoleSessionSchema,
  LinkSchema,
  OfferSchema,
  SignInSchema,
} from './console-schemas.ts';
import { give } from './console-session-routes.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';
import { demandSameOrigin } from './same-origin.ts';

const hidden = { hide: true };

/**
 * Adds what people do before they have a session: to sign in, and to answer a link.
 *
 * @param maxPerMinute Requests of one address per minute.
 */
export function signInRoutes(scope: HttpApp, house: House, maxPerMinute: number): void {
  const limit = scope.createRateLimit({ max: maxPerMinute, timeWindow: 60_000 });
  scope.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
    demandSameOrigin(request, house.console.origin);
    const used = await limit(request);
    if (used.isAllowed || !used.isExceeded) return;
    reply.header('retry-after', String(used.ttlInSeconds));
    throw new HttpProblem('too_many_requests');
  });

  scope.post(
    '/v1/console/session',
    { schema: { ...hidden, body: SignInSchema, response: answers(200, ConsoleSessionSchema) } },
    async (request, reply) => {
      const { email, password, code = null } = request.body;
      const former = cookieOf(request);
      const session = await signIn(house, {
        email,
        password,
        code,
        formerDigest: former === null ? null : house.secrets.digest(former),
        requestId: request.id,
        later: afterAnswer(house, reply),
      });
      return give(reply, session);
    },
  );

  scope.post(
    '/v1/console/invitations/read',
    { schema: { ...hidden, body: LinkSchema, response: answers(200, OfferSchema) } },
    async (request) => ({ ...(await readLink(house, request.body.token)) }),
  );

  scope.post(
    '/v1/console/invitations/accept',
    { schema: { ...hidden, body: AcceptSchema, response: answers(200, ConsoleSessionSchema) } },
    async (request, reply) => {
      const { token, password, email = null, name = null } = request.body;
      const acceptance = { token, password, email, name };
      const { defaultId } = house.merchants;
      return give(reply, await acceptLink(house, acceptance, defaultId, request.id));
    },
  );
}

/** Work that nobody waits for; that it failed stands in the log. */
function afterAnswer({ log }: House, reply: FastifyReply): (work: () => Promise<void>) => void {
  return (work) => {
    reply.raw.once('finish', () => {
      work().catch((error: unknown) => {
        const text = error instanceof Error ? error.message : 'unknown';
        log.event('console.note-failed', { requestId: reply.request.id, error: text });
      });
    });
  };
}
