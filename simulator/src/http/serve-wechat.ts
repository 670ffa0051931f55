import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultOperation } from '../faults/fault.ts';
import { matchRequest } from './answer-merchant.ts';
import { type SurfaceWorld, serveMerchant } from './merchant-surface.ts';
import { type PlatformWorld, servePlatform } from './mini-program/serve-platform.ts';
import { BodyTooLongError, readRequest } from './read-request.ts';
import { type SessionWorld, serveSession } from './serve-session.ts';
import { type Outcome, type WireRequest, writeOutcome } from './wire.ts';

/** The largest body of a merchant's request, in bytes: a video and its wrapping. */
const BODY_LIMIT = 6 * 1024 * 1024;

/** What both surfaces act on. */
export interface WechatWorld extends SurfaceWorld, SessionWorld, PlatformWorld {}

/**
 * Serves what a merchant's server sees of WeChat: api.mch.weixin.qq.com under `/v3`, the login and the other services
 * of api.weixin.qq.com. Answers false when the path belongs to neither. `wait` waits on the simulated time.
 */
export async function serveWechat(
  incoming: IncomingMessage,
  response: ServerResponse,
  world: WechatWorld,
  wait: (ms: number) => Promise<void>,
): Promise<boolean> {
  const surface = surfaceOf(incoming, world);
  if (surface === undefined) return false;
  try {
    const request = await readRequest(incoming, BODY_LIMIT);
    const { operation, serve } = surface(request);
    const late = world.faults.strike('request.delay', operation);
    if (late !== undefined) await wait(late.delayMs ?? 5000);
    const outcome = serve();
    await outcome.until;
    if (outcome.delayMs > 0) await wait(outcome.delayMs);
    writeOutcome(response, outcome);
  } catch (error) {
    if (!(error instanceof BodyTooLongError)) throw error;
    response.writeHead(413).end();
  }
  return true;
}

type Surface = (request: WireRequest) => {
  readonly serve: () => Outcome;
  /** What the request is for, when it is for something. */
  readonly operation: FaultOperation | undefined;
};

/** The surface that a path belongs to; signatures are over raw bytes, so nothing is parsed before. */
function surfaceOf({ url = '', method }: IncomingMessage, world: WechatWorld): Surface | undefined {
  const [path = ''] = url.split('?', 1);
  if (path.startsWith('/v3/')) {
    return (request) => {
      const matched = matchRequest(request);
      const operation = typeof matched === 'number' ? undefined : matched.operation.name;
      return { operation, serve: () => serveMerchant(request, matched, world) };
    };
  }
  if (path === '/sns/jscode2session' && method === 'GET') {
    return (request) => ({ operation: 'session', serve: () => serveSession(request, world) });
  }
  if (path.startsWith('/cgi-bin/') || path.startsWith('/wxa/')) {
    return (request) => ({ operation: 'platform', serve: () => servePlatform(request, world) });
  }
  return undefined;
}
