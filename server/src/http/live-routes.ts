import type { LiveMessage } from '@yifen/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resumeConsoleSession } from '../flows/people/console-session.ts';
import { resumeApiKey } from '../flows/resume-api-key.ts';
import { scopesOf } from '../flows/roles.ts';
import type { Scope } from '../flows/scopes.ts';
import type { House, LiveEvent, LiveFeed } from '../ports.ts';
import { bearerOf } from './authenticate.ts';
import { actorOf, type Caller, callerOf, requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { HttpProblem } from './problem.ts';
import { portsOf } from './request-ports.ts';

const SCOPE: Scope = 'orders:read';
/** How long a browser waits before it comes back. */
const RETRY_MS = 3_000;
/** What a reader may leave unread before it is given up: it asks again, and reads what it shows anew. */
const MAX_UNREAD_BYTES = 1_048_576;

/** Adds the stream of what changes, as server-sent events: what changed, not how. */
export function liveRoutes(scope: HttpApp, house: House, feed: LiveFeed): void {
  scope.get(
    '/v1/merchant/live',
    {
      ...requireScope(SCOPE),
      schema: {
        ...merchantApi,
        summary: 'Hear what changes, as server-sent events; Last-Event-ID goes on from there',
      },
    },
    async (request, reply) => {
      const { merchantId } = portsOf(request).settings;
      const lastId = String(request.headers['last-event-id'] ?? '');
      // What comes before the answer has begun.
      const early: string[] = [];
      const write = (text: string) => {
        if (!reply.raw.headersSent) early.push(text);
        else if (reply.raw.writableLength > MAX_UNREAD_BYTES) reply.raw.destroy();
        else if (!reply.raw.writableEnded) reply.raw.write(text);
      };
      const stop = await feed.watch({
        merchantId,
        holder: actorOf(request).id,
        after: /^\d{1,15}$/.test(lastId) ? Number(lastId) : null,
        onEvents: (events) => write(events.map(messageOf).join('')),
        onBeat: () => {
          write(': beat\n\n');
          isAllowedStill(house, request, merchantId)
            .catch(() => true)
            .then((isAllowed) => {
              if (!isAllowed) reply.raw.end();
            });
        },
        onEnd: () => reply.raw.end(),
      });
      if (stop === null) throw new HttpProblem('too_many_requests');
      reply.raw.on('close', stop);
      if (reply.raw.destroyed) stop();
      begin(reply);
      for (const text of early) write(text);
      return reply;
    },
  );
}

/** From here on the answer is written by hand: it has no end that could be waited for. */
function begin(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // nginx would keep what it should pass on.
    'x-accel-buffering': 'no',
  });
  reply.raw.write(`retry: ${RETRY_MS}\n\n`);
}

function messageOf({ position, type, subject, atMs }: LiveEvent): string {
  const [kind = ''] = type.split('.');
  if (!isKind(kind)) return '';
  const message: LiveMessage = { kind, id: subject, type, at: rfc3339(atMs) };
  const id = position === null ? '' : `id: ${position}\n`;
  return `${id}data: ${JSON.stringify(message)}\n\n`;
}

function isKind(text: string): text is LiveMessage['kind'] {
  return ['order', 'refund', 'shipment', 'reconciliation'].includes(text);
}

/** A stream ends with the session, the key, the role or the place that opened it; to be open is not to be used. */
async function isAllowedStill(
  house: House,
  request: FastifyRequest,
  merchantId: string,
): Promise<boolean> {
  const caller: Caller = callerOf(request);
  if (caller.kind === 'key') {
    const key = await resumeApiKey(house, bearerOf(request) ?? '');
    return key?.scopes.includes(SCOPE) ?? false;
  }
  const session = await resumeConsoleSession(house, caller.session.token, { isUse: false });
  const place = session?.memberships.find((each) => each.merchantId === merchantId && each.active);
  return session?.login.state === 'open' && scopesOf(place?.role ?? '').includes(SCOPE);
}
