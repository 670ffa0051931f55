import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptNotification } from '../flows/accept-notification.ts';
import type { House, Ports } from '../ports.ts';
import type { HttpApp } from './http-app.ts';
import { toProblem } from './problem.ts';
import { defaultPorts } from './request-ports.ts';

/** The largest notification that is read: 1 MiB. Real ones are below 4 KiB. */
const MAX_NOTIFICATION_BYTES = 1_048_576;

/**
 * Adds the routes that WeChat's notifications come to. The body stays raw bytes, of whatever type:
 * the signature is over them. An answer of success means that the effect is stored.
 *
 * They are not limited by rate: WeChat sends from few addresses, and what is forged costs one
 * signature verification.
 *
 * @see 4012791902 (payment notification)
 */
export function notificationRoutes(app: HttpApp, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_NOTIFICATION_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((error, request, reply) => {
    const { status } = toProblem(error, request.id);
    if (status >= 500) logFailure(house, request, error);
    return fail(reply, status, status >= 500 ? 'not stored, send again' : 'not readable');
  });
  const options = {
    config: { rateLimit: false as const },
    // Security headers are for browsers; WeChat is none.
    helmet: false as const,
    bodyLimit: MAX_NOTIFICATION_BYTES,
    schema: { summary: "WeChat Pay's notifications", tags: ['wechat'] },
  };
  app.post<{ Params: { merchant: string } }>(
    '/wechatpay/notifications/:merchant',
    options,
    async (request, reply) => {
      const ports = await house.merchants.find(request.params.merchant);
      if (ports === null) return fail(reply, 404, 'no such merchant');
      return (await accept(ports, request, reply)) ? reply.code(204).send() : reply;
    },
  );
  app.post('/notify', options, async (request, reply) => {
    const accepted = await accept(await defaultPorts(house), request, reply);
    return accepted ? reply.code(200).send({ code: 'SUCCESS', message: '成功' }) : reply;
  });
}

/** Runs the flow; when it is not acknowledged the answer has been sent. */
async function accept(
  ports: Ports,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const result = await acceptNotification(ports, { headers: request.headers, body });
  switch (result.kind) {
    case 'kept':
    case 'kept-refund':
    case 'ignored':
      return true;
    case 'refused':
      fail(reply, 400, `refused: ${result.code}`);
      return false;
    case 'unknown-order':
      fail(reply, 404, 'no such order');
      return false;
  }
}

function fail(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ code: 'FAIL', message });
}

function logFailure(house: House, request: FastifyRequest, error: unknown): void {
  house.log.event('notification.failed', {
    requestId: request.id,
    error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
  });
}
