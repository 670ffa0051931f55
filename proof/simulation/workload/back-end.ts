import { ProblemError, readProblem } from '@yifen/contract';
import type { Stage } from './actor.ts';

/** One request of a merchant's own system; a refusal is thrown as `ProblemError`. */
export async function askServer<T>(
  stage: Stage,
  who: string,
  request: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly body?: unknown;
    readonly idempotencyKey?: string;
    /** Whose key: four eyes are two of them. Default `clerk`. */
    readonly as?: 'clerk' | 'second clerk';
  },
): Promise<T> {
  const { method, path, body, idempotencyKey, as = 'clerk' } = request;
  const { status, text } = await stage.merchant(who, as, {
    method,
    path: `/v1/merchant${path}`,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (status < 200 || status > 299) throw new ProblemError(readProblem(status, text));
  return JSON.parse(text) as T;
}
