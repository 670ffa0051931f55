import type { FastifyReply } from 'fastify';
import { acceptMessage } from '../flows/accept-message.ts';
import { type House, NotificationRefused, type Ports } from '../ports.ts';
import type { HttpApp } from './http-app.ts';
import { toProblem } from './problem.ts';

/** The largest message that is read: 1 MiB. Real ones are below 4 KiB. */
const MAX_MESSAGE_BYTES = 1_048_576;

interface MessageRoute {
  readonly Params: { readonly merchant: string; readonly appid?: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/**
 * Adds the address of message push (消息推送): the GET by which WeChat checks it, and the messages. The body stays raw
 * bytes, JSON or XML. The last part names the mini-program; without it it is the merchant's first.
 * `success` means that the message has had its effect.
 *
 * @see message push, developers.weixin.qq.com `server-ability/message-push`
 */
export function messageRoutes(app: HttpApp, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_MESSAGE_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((error, request, reply) => {
    const { status } = toProblem(error, request.id);
    if (status >= 500) {
      house.log.event('message.failed', {
        requestId: request.id,
        error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      });
    }
    return say(reply, status, status >= 500 ? 'not stored, send again' : 'not readable');
  });
  const options = {
    config: { rateLimit: false as const },
    // Security headers are for browsers; WeChat is none.
    helmet: false as const,
    bodyLimit: MAX_MESSAGE_BYTES,
    schema: { summary: "The mini-program's message push", tags: ['wechat'] },
  };
  for (const url of ['/wechat/messages/:merchant', '/wechat/messages/:merchant/:appid']) {
    app.get<MessageRoute>(url, options, async ({ params, query }, reply) => {
      const ports = await house.merchants.find(params.merchant, params.appid);
      return ports === null
        ? say(reply, 404, 'no such merchant')
        : answerCheck(ports, query, reply);
    });
    app.post<MessageRoute>(url, options, async ({ params, query, body: raw }, reply) => {
      const ports = await house.merchants.find(params.merchant, params.appid);
      if (ports === null) return say(reply, 404, 'no such merchant');
      const body = raw instanceof Uint8Array ? raw : new Uint8Array();
      const result = await acceptMessage(ports, { query, body });
      switch (result.kind) {
        case 'accepted':
          return say(reply, 200, 'success');
        case 'refused':
          return say(reply, 401, `refused: ${result.code}`);
        case 'off':
          return say(reply, 404, 'no message push');
      }
    });
  }
}

function answerCheck(
  { platform }: Ports,
  query: MessageRoute['Querystring'],
  reply: FastifyReply,
): FastifyReply {
  try {
    const echo = platform.checkMessageAddress(query);
    return echo === null ? say(reply, 404, 'no message push') : say(reply, 200, echo);
  } catch (error) {
    if (!(error instanceof NotificationRefused)) throw error;
    return say(reply, 401, `refused: ${error.code}`);
  }
}

/** Plain text: what a stranger put into the query must not become a page. */
function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('x-content-type-options', 'nosniff')
    .type('text/plain; charset=utf-8')
    .send(text);
}
