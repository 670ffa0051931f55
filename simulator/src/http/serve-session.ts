import type { FaultBoard } from '../faults/fault-board.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import type { Identity } from '../platform/identity.ts';
import type { Outcome, WireAnswer, WireRequest } from './wire.ts';

/** The world of the login surface. */
export interface SessionWorld {
  readonly identity: Identity;
  readonly faults: FaultBoard;
  readonly flow: FlowLog;
}

/**
 * Serves `GET /sns/jscode2session`: HTTP 200 and `text/plain` whatever the outcome, errors by `errcode`.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/user-login/api_code2session.html
 */
export function serveSession(
  request: WireRequest,
  { identity, faults, flow }: SessionWorld,
): Outcome {
  const query = Object.fromEntries(new URLSearchParams(request.url.split('?', 2)[1] ?? ''));
  const fault = faults.strike('login.error', 'session');
  const session =
    fault === undefined ? identity.exchange(query) : refuse(fault.errcode ?? -1, identity);
  const answer = {
    status: 200,
    headers: { Server: 'nginx', 'Content-Type': 'text/plain' },
    body: JSON.stringify(session),
  } satisfies WireAnswer;
  flow.record({
    step: 0,
    from: 'server',
    to: 'wechat',
    name: 'login.session',
    outcome: 'errcode' in session ? 'refused' : 'ok',
    request: { method: request.method, url: request.url, headers: request.headers },
    response: { status: answer.status, headers: answer.headers, body: answer.body },
  });
  return { answer, delayMs: faults.strike('answer.slow', 'session')?.delayMs ?? 0 };
}

const TEXTS: Record<number, string> = {
  [-1]: 'system error',
  40226: 'code blocked',
  45011: 'api minute-quota reach limit  mustslower  retry next minute',
};

function refuse(errcode: number, identity: Identity): ReturnType<Identity['exchange']> {
  return identity.failure(errcode, TEXTS[errcode] ?? 'system error');
}
