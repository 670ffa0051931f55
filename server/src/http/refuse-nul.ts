import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';

/** An escape that is one: an even number of backslashes before it stand for themselves. */
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Refuses addresses that hold U+0000: no database keeps it as text, and nobody types it. */
export function refuseNul(app: HttpApp): void {
  app.addHook('onRequest', async ({ url }) => {
    if (url.includes('%00')) throw new HttpProblem('invalid_request', 'U+0000 in the address');
  });
}

/**
 * Refuses JSON that holds U+0000, which JSON can only write as an escape.
 *
 * @throws HttpProblem `invalid_request`
 */
export function demandNoNul(json: string): void {
  if (json.includes('\\u0000') && ESCAPED_NUL.test(json)) {
    throw new HttpProblem('invalid_request', 'U+0000 in the body');
  }
}
