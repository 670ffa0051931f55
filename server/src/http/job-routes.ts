import { Type } from '@fastify/type-provider-typebox';
import type { Job as ContractJob } from '@yifen/contract';
import { type JobState, listJobs, stateOf } from '../flows/list-jobs.ts';
import { jobId, retryJob } from '../flows/retry-job.ts';
import type { Job } from '../ports.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';
import { EmptyBodySchema } from './schemas.ts';

const Kind = Type.Enum([
  'order-poll',
  'refund-poll',
  'delivery',
  'reconciliation',
  'shipment',
  'message',
]);
const State = Type.Enum(['waiting', 'late', 'leased', 'dead']);
const OptionalText = Type.Union([Type.String(), Type.Null()]);

const JobSchema = Type.Object({
  id: Type.String(),
  kind: Kind,
  state: State,
  subject: Type.String({ description: 'a number at WeChat, an event, a day' }),
  attempts: Type.Integer(),
  dueAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  problem: OptionalText,
});

/** Adds the work that is done in the background: what waits, what is late, what was given up. */
export function jobRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/jobs',
    {
      ...requireScope('jobs:read'),
      schema: {
        ...merchantApi,
        summary: 'List the work that waits: what was given up first, then by when it is due',
        querystring: Type.Object(
          {
            state: Type.Optional(State),
            kind: Type.Optional(Kind),
            cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 160 })),
            limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9][0-9]|100)$' })),
          },
          { additionalProperties: false },
        ),
        response: answers(
          200,
          Type.Object({ items: Type.Array(JobSchema), nextCursor: OptionalText }),
        ),
      },
    },
    async (request) => {
      const { state = null, kind = null, cursor = null, limit = '20' } = request.query;
      const wish = { state, kind, cursor, limit: Number(limit) };
      const { items, nextCursor } = await listJobs(portsOf(request), wish);
      return { items: items.map((job) => presentJob(job, job.state)), nextCursor };
    },
  );

  scope.post(
    '/v1/merchant/jobs/:id/retry',
    {
      ...requireScope('jobs:write'),
      schema: {
        ...merchantApi,
        summary: 'Do a job now, also one that was given up',
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 160 }) }),
        body: EmptyBodySchema,
        response: answers(200, JobSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const job = await retryJob(ports, request.params.id);
      return presentJob(job, stateOf(job, ports.clock.nowMs()));
    },
  );
}

function presentJob(job: Job, state: JobState) {
  const { kind, subject, attempts, problem, atMs, isDead } = job;
  const dueAt = isDead ? null : rfc3339(atMs);
  return {
    id: jobId(job),
    kind,
    state,
    subject,
    attempts,
    dueAt,
    problem,
  } satisfies ContractJob;
}
