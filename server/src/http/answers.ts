import { Type } from '@fastify/type-provider-typebox';
import type { TSchema } from 'typebox';
import { ProblemSchema } from './schemas.ts';

const problem = {
  description: 'Error',
  content: { 'application/problem+json': { schema: ProblemSchema } },
};

/** The `response` schemas of a route that answers `success` with `status`, or a problem. */
export function answers<const Status extends 200 | 201 | 204, Schema extends TSchema>(
  status: Status,
  success: Schema,
) {
  return { [status]: success, '4xx': problem, '5xx': problem } as {
    readonly [Code in Status]: Schema;
  };
}

/** Nothing but `{status}`. */
export const StatusSchema = Type.Object({ status: Type.String() });
