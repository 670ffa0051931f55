import { isObject, type JsonObject, parseObject } from '../core/parse-object.ts';
import type { TransportAnswer, TransportRequest } from '../http/transport.ts';

/** A request as an event may show it: AppSecret, tokens and session keys are masked in query and body. */
export function maskRequest(request: TransportRequest): TransportRequest {
  const [path = '', search] = request.url.split('?', 2);
  const url = search === undefined ? path : `${path}?${maskQuery(search)}`;
  return request.body === undefined
    ? { ...request, url }
    : { ...request, url, body: maskText(Buffer.from(request.body)) };
}

/** An answer as an event may show it: tokens, session keys and telephone numbers are masked. */
export function maskAnswer(answer: TransportAnswer): TransportAnswer {
  return { ...answer, body: Buffer.from(maskText(answer.body)) };
}

const secretNames: ReadonlySet<string> = new Set([
  'secret',
  'access_token',
  'session_key',
  'phoneNumber',
  'purePhoneNumber',
]);

function maskQuery(search: string): string {
  return search
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1);
      return secretNames.has(name) ? `${name}=***` : pair;
    })
    .join('&');
}

function maskText(body: Uint8Array): string {
  const value = parseObject(body);
  // What is not JSON cannot be masked by name, so nothing of it is shown.
  if (value === undefined) return `(${body.length} bytes that are not a JSON object)`;
  return JSON.stringify(maskObject(value));
}

function maskObject(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretNames.has(name) ? '***' : isObject(member) ? maskObject(member) : member,
    ]),
  );
}
