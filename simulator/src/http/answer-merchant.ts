import type { FlowSignature } from '../platform/flow-event.ts';
import type { PlatformKeyKind } from '../platform/key-room.ts';
import { paramError, Refusal } from '../platform/refusal.ts';
import { authorize } from './authorize.ts';
import type { Operation, OperationWorld, Reply } from './operations/operation.ts';
import { operations } from './operations/operations.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** The endpoint a request is for, with what its path and query say. */
export interface MatchedRequest {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** An answer with the verdict on the request's own signature. */
export interface MerchantAnswer extends WireAnswer {
  readonly requestSignature?: FlowSignature;
  /** Whether the request was authenticated. */
  readonly authenticated: boolean;
  /** The answer waits for this. */
  readonly until?: Promise<void>;
}

/** The world of the operations, and the time signatures are judged by. */
export interface AnswerWorld extends OperationWorld {
  readonly wallMs: () => number;
}

/** Finds the endpoint of a request; the status that WeChat answers, bare, when there is none. */
export function matchRequest(request: WireRequest): MatchedRequest | 404 | 405 {
  const [pathText = '', queryText = ''] = request.url.split('?', 2);
  for (const operation of operations) {
    const match = operation.method === request.method ? operation.path.exec(pathText) : null;
    if (match === null) continue;
    const path = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]),
    );
    const query = queryText === '' ? {} : Object.fromEntries(new URLSearchParams(queryText));
    return { operation, path, query };
  }
  return operations.some(({ path }) => path.test(pathText)) ? 405 : 404;
}

/**
 * Answers an APIv3 request: authenticates it, carries it out, and signs what it says.
 *
 * Success and refusals of an authenticated request are signed; failures of authentication are not.
 */
export function answerMerchant(
  request: WireRequest,
  matched: MatchedRequest,
  world: AnswerWorld,
): MerchantAnswer {
  const early = missingAgent(request, matched.operation);
  if (early !== undefined) return refusalAnswer(early, false, request, world);
  const { merchant, keys } = world;
  const { refusal, signature } = authorize(signedRequest(request, matched.operation), {
    mchid: merchant.mchid,
    certificate: keys.merchantCertificates.find,
    wallMs: world.wallMs(),
  });
  const judged = signature === undefined ? {} : { requestSignature: signature };
  if (refusal !== undefined) return { ...refusalAnswer(refusal, false, request, world), ...judged };
  try {
    refuseUnknownSerial(request, world);
    const { headers, body } = request;
    const merchantSerial = signature?.serial ?? merchant.merchantSerial;
    const reply = matched.operation.run({ ...matched, headers, body, merchantSerial }, world);
    const held = reply.until === undefined ? {} : { until: reply.until };
    return { ...replyAnswer(reply, request, world), authenticated: true, ...held, ...judged };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...refusalAnswer(error, true, request, world), ...judged };
  }
}

/** An error status that a fault makes, unsigned as those of a gateway. */
export function gatewayAnswer(status: number, world: AnswerWorld): WireAnswer {
  const codes: Record<number, [string, string]> = {
    429: ['RATELIMIT_EXCEEDED', '请求频率超过限制，请稍后重试'],
    502: ['SERVICE_UNAVAILABLE', '服务不可用，请稍后重试'],
    503: ['SERVICE_UNAVAILABLE', '服务不可用，请稍后重试'],
  };
  const [code, message] = codes[status] ?? ['SYSTEM_ERROR', '系统异常，请稍后重试'];
  const headers = { ...plainAnswerHeaders(world, 268435456), ...JSON_TYPE };
  return { status, headers, body: JSON.stringify({ code, message }) };
}

/** The signed 429 of a business service that is asked too often. */
export function frequencyAnswer(request: WireRequest, world: AnswerWorld): WireAnswer {
  const body = JSON.stringify({ code: 'FREQUENCY_LIMITED', message: '频率超限，请稍后重试' });
  return signedAnswer(429, body, 268447840, request, world);
}

/** The bare answer to an unknown path or a wrong method. */
export function bareAnswer(status: 404 | 405, world: AnswerWorld): WireAnswer {
  return { status, headers: plainAnswerHeaders(world, 268435456), body: '' };
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

function missingAgent(request: WireRequest, operation: Operation): Refusal | undefined {
  const { 'user-agent': agent, accept } = request.headers;
  if (!operation.wantsUserAgent || (agent && accept)) return undefined;
  return new Refusal({
    status: 400,
    code: 'INVALID_REQUEST',
    message: 'Http头缺少Accept或User-Agent',
    internalCode: 268435461,
    unsigned: true,
  });
}

/** The request as its signature sees it: of an upload only `meta`. */
function signedRequest(request: WireRequest, { signedBody }: Operation): WireRequest {
  return signedBody === undefined ? request : { ...request, body: signedBody(request) };
}

function refuseUnknownSerial(request: WireRequest, { keys }: AnswerWorld): void {
  const serial = request.headers['wechatpay-serial'];
  if (serial === undefined || keys.knows(serial)) return;
  throw paramError('平台证书序列号Wechatpay-Serial错误');
}

function refusalAnswer(
  refusal: Refusal,
  authenticated: boolean,
  request: WireRequest,
  world: AnswerWorld,
): MerchantAnswer {
  const { status, internalCode = 268435456, unsigned, withoutRequestId } = refusal.parts;
  const body = refusal.body();
  if (!unsigned) {
    return { ...signedAnswer(status, body, internalCode, request, world), authenticated };
  }
  const { 'Request-ID': id = '', ...headers } = plainAnswerHeaders(world, internalCode);
  const named = withoutRequestId ? headers : { ...headers, 'Request-ID': id };
  return { status, headers: { ...named, ...JSON_TYPE }, body, authenticated };
}

function replyAnswer({ json, file }: Reply, request: WireRequest, world: AnswerWorld): WireAnswer {
  if (file !== undefined) {
    const headers = { ...plainAnswerHeaders(world, 0), 'Content-Type': file.contentType };
    return { status: 200, headers, body: file.bytes };
  }
  return json === undefined
    ? signedAnswer(204, '', 0, request, world)
    : signedAnswer(200, JSON.stringify(json), 0, request, world);
}

function signedAnswer(
  status: number,
  body: string,
  internalCode: number,
  request: WireRequest,
  world: AnswerWorld,
): WireAnswer {
  const asked = request.headers['wechatpay-serial'];
  const kind: PlatformKeyKind = asked === world.merchant.publicKeyId ? 'public-key' : 'certificate';
  const timestamp = String(Math.floor(world.wallMs() / 1000));
  const signed = world.keys.sign(Buffer.from(body), kind, timestamp, world.random.letters(32));
  const headers = {
    ...plainAnswerHeaders(world, internalCode),
    ...(status === 204 ? {} : JSON_TYPE),
    ...signed.headers,
  };
  return { status, headers, body, signedText: signed.signedText };
}

function plainAnswerHeaders(world: AnswerWorld, internalCode: number): Record<string, string> {
  return {
    Server: 'nginx',
    'Cache-Control': 'no-cache, must-revalidate',
    'X-Content-Type-Options': 'nosniff',
    'Request-ID': `08${world.random.hex(30).toUpperCase()}-${internalCode}`,
    'Content-Language': 'zh-CN',
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
