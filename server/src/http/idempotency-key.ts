import { HttpProblem } from './problem.ts';

/** The idempotency key of a request that must not count twice. @throws HttpProblem `idempotency_key_missing` */
export function keyOfRequest(headers: { readonly 'idempotency-key'?: string }): string {
  const key = headers['idempotency-key'];
  if (key === undefined) throw new HttpProblem('idempotency_key_missing');
  return key;
}
