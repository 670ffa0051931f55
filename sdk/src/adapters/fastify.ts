import type {
  AnswerOptions,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import { answerNodeRequest } from './answer-node-request.ts';
import type { NodeRequest } from './node-request.ts';
import type { NotificationReceiver } from './notification-receiver.ts';

/** A Fastify instance, as far as one route needs it. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    contentType: string,
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown;
  post(
    path: string,
    handler: (request: { readonly raw: NodeRequest }, reply: FastifyReplyLike) => Promise<unknown>,
  ): unknown;
}

/** A Fastify reply, as far as an answer needs it. */
export interface FastifyReplyLike {
  code(status: number): unknown;
  headers(headers: Record<string, string>): unknown;
  send(body?: string): unknown;
}

/**
 * Makes the Fastify plugin that takes WeChat's notifications at `url`; it reads the raw body itself.
 *
 * Register it as it is, not through `fastify-plugin`: in its own context it replaces the body parsers, and no other
 * route notices. If something still reads the body before (a middleware), every notification is answered 500, and
 * one sentence says why.
 *
 * @example
 * await app.register(fastifyNotifications(wechatpay.notifications, {
 *   'TRANSACTION.SUCCESS': async ({ resource }) => orders.markPaid(resource),
 * }, { url: '/wechatpay/notifications' }));
 */
export function fastifyNotifications(
  receiver: NotificationReceiver,
  handlers: NotificationHandlers,
  options: AnswerOptions & { readonly url: string },
): (instance: FastifyLike) => Promise<void> {
  const { url, ...answerOptions } = options;
  return async (instance) => {
    instance.removeAllContentTypeParsers();
    // Leaves the stream alone: the route reads it.
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null));
    instance.post(url, async ({ raw }, reply) => {
      const answer = await answerNodeRequest(receiver, raw, handlers, answerOptions);
      const { status, headers, body } = answer;
      reply.code(status);
      reply.headers({ ...headers });
      return reply.send(body);
    });
  };
}
