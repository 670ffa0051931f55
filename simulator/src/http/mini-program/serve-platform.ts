import type { Fault, FaultKind } from '../../faults/fault.ts';
import type { FaultBoard } from '../../faults/fault-board.ts';
import type { FlowLog } from '../../platform/flow-log.ts';
import { PlatformRefusal } from '../../platform/mini-program/platform-refusal.ts';
import type { SimulatorClock } from '../../platform/simulated-clock.ts';
import type { Outcome, WireRequest } from '../wire.ts';
import type { Json, PlatformOperation, PlatformStage } from './platform-operation.ts';
import { platformOperations } from './platform-operations.ts';

/** The world of the services of api.weixin.qq.com. */
export interface PlatformWorld extends Omit<PlatformStage, 'nowMs'> {
  readonly clock: SimulatorClock;
  readonly faults: FaultBoard;
  readonly flow: FlowLog;
}

interface PlatformAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const operations: ReadonlyMap<string, PlatformOperation> = new Map(
  platformOperations.map((operation) => [operation.path, operation]),
);

/** Serves one call: HTTP 200 whatever the outcome, errors by `errcode`; with the faults that are on, and recorded. */
export function servePlatform(request: WireRequest, world: PlatformWorld): Outcome {
  const strike = (kind: FaultKind): Fault | undefined => world.faults.strike(kind, 'platform');
  const delayMs = strike('answer.slow')?.delayMs ?? 0;
  if (strike('request.lose') !== undefined) {
    record(request, world, undefined, 'fault: nothing happened');
    return { delayMs };
  }
  const before = strike('request.error');
  if (before !== undefined) {
    const answer = gateway(before.status ?? 502);
    record(request, world, answer, 'fault: nothing happened');
    return { answer, delayMs };
  }
  const answer = json(judge(request, world));
  const after = strike('answer.error');
  if (after !== undefined) {
    const spoiled = gateway(after.status ?? 502);
    record(request, world, spoiled, 'fault: the effect stands');
    return { answer: spoiled, delayMs };
  }
  if (strike('answer.lose') !== undefined) {
    record(request, world, answer, 'fault: the answer was lost on its way');
    return { delayMs };
  }
  record(request, world, answer);
  return { answer, delayMs };
}

function judge(request: WireRequest, world: PlatformWorld): Json {
  try {
    const fault = world.faults.strike('platform.error', 'platform');
    if (fault !== undefined) throw new PlatformRefusal(fault.errcode ?? -1, 'system error');
    return run(request, world);
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    return world.identity.failure(error.errcode, error.message);
  }
}

/** Path, method, token, body, then what the service itself checks. */
function run(request: WireRequest, world: PlatformWorld): Json {
  const [path = '', search = ''] = request.url.split('?', 2);
  const operation = operations.get(path);
  if (operation === undefined) throw new PlatformRefusal(40066, 'invalid url');
  if (request.method !== operation.method) {
    throw operation.method === 'POST'
      ? new PlatformRefusal(43002, 'require POST method')
      : new PlatformRefusal(43001, 'require GET method');
  }
  const query = Object.fromEntries(new URLSearchParams(search));
  if (operation.needsToken) world.miniProgram.tokens.check(query.access_token);
  const body = operation.method === 'POST' ? readBody(request.body) : {};
  const members = operation.run({ query, body }, { ...world, nowMs: world.clock.nowMs });
  return operation.saysOk ? { errcode: 0, errmsg: 'ok', ...members } : members;
}

function readBody(bytes: Buffer): Json {
  if (bytes.length === 0) throw new PlatformRefusal(44002, 'empty post data');
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // Said below.
  }
  throw new PlatformRefusal(47001, 'data format error');
}

function json(body: Json): PlatformAnswer {
  const headers = { Server: 'nginx', 'Content-Type': 'application/json; encoding=utf-8' };
  return { status: 200, headers, body: JSON.stringify(body) };
}

function gateway(status: number): PlatformAnswer {
  const headers = { Server: 'nginx', 'Content-Type': 'text/html' };
  return { status, headers, body: `<html><body><h1>${status}</h1></body></html>` };
}

function record(
  request: WireRequest,
  { flow, miniProgram }: PlatformWorld,
  answer: PlatformAnswer | undefined,
  note?: string,
): void {
  const [path = ''] = request.url.split('?', 1);
  const ships = path.endsWith('/upload_shipping_info');
  const refused = answer !== undefined && /^\{"errcode":-?[1-9]/.test(answer.body);
  const failed = answer === undefined || answer.status !== 200;
  flow.record({
    step: ships ? 24 : null,
    from: 'server',
    to: 'wechat',
    name: `platform.${path.slice(1).replaceAll('/', '.')}`.slice(0, 100),
    outcome: failed ? 'failed' : refused ? 'refused' : 'ok',
    ...orderOf(request, miniProgram),
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body.toString('utf8'),
    },
    ...(answer === undefined
      ? {}
      : { response: { status: answer.status, headers: answer.headers, body: answer.body } }),
    ...(note === undefined ? {} : { note }),
  });
}

/** The order that a call is about, when it names the payment: the flow shows it there. */
function orderOf(
  { body }: WireRequest,
  { sales }: PlatformWorld['miniProgram'],
): { readonly outTradeNo?: string } {
  const [, id = ''] = /"transaction_id"\s*:\s*"(\d{1,64})"/.exec(body.toString('utf8')) ?? [];
  const sale = id === '' ? undefined : sales.byTransaction(id);
  return sale === undefined ? {} : { outTradeNo: sale.out_trade_no };
}
