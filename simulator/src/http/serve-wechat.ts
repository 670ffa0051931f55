import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type SurfaceWorld, serveMerchant } from './merchant-surface.ts';
import { type PlatformWorld, servePlatform } from './mini-program/serve-platform.ts';
import { type SessionWorld, serveSession } from './serve-session.ts';
import { plainHeaders, type WireRequest, writeAnswer } from './wire.ts';

/** The largest body of a merchant's request, in bytes: a video and its wrapping. */
const BODY_LIMIT = 6 * 1024 * 1024;

/** What both surfaces act on. */
export interface WechatWorld extends SurfaceWorld, SessionWorld, PlatformWorld {}

/**
 * Registers what a merchant's server sees of WeChat: api.mch.weixin.qq.com under `/v3`, the login and the other
 * services of api.weixin.qq.com. `wait` waits on the machine's time.
 */
export async function registerWechat(
  app: FastifyInstance,
  world: WechatWorld,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  // Signatures are over raw bytes: nothing is parsed before they were checked.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.all('/v3/*', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const outcome = serveMerchant(wireRequest(request), world);
    const { raw } = reply.hijack();
    if (outcome.answer === undefined) {
      raw.destroy();
      return;
    }
    await outcome.until;
    if (outcome.delayMs > 0) await wait(outcome.delayMs);
    writeAnswer(raw, outcome.answer);
  });

  app.get('/sns/jscode2session', async (request, reply) => {
    const { answer, delayMs } = serveSession(wireRequest(request), world);
    const { raw } = reply.hijack();
    if (delayMs > 0) await wait(delayMs);
    writeAnswer(raw, answer);
  });

  for (const path of ['/cgi-bin/*', '/wxa/*']) {
    app.all(path, async (request, reply) => {
      const outcome = servePlatform(wireRequest(request), world);
      const { raw } = reply.hijack();
      if (outcome.delayMs > 0) await wait(outcome.delayMs);
      if (outcome.answer === undefined) raw.destroy();
      else writeAnswer(raw, outcome.answer);
    });
  }
}

function wireRequest(request: FastifyRequest): WireRequest {
  return {
    method: request.method,
    url: request.raw.url ?? '',
    headers: plainHeaders(request.headers),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}
