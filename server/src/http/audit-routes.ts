import { Type } from '@fastify/type-provider-typebox';
import { verifyAudit } from '../flows/verify-audit.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { HttpProblem } from './problem.ts';
import { portsOf } from './request-ports.ts';

const read = requireScope('audit:read');

/** Adds the audit log of a merchant: its lines, and whether they hold together. */
export function auditRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/audit',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Page through the audit log, oldest first; or look at the newest lines',
        querystring: AuditQuerySchema,
        response: answers(200, AuditListSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const { cursor, order = 'oldest', actor = null, subject = null } = request.query;
      const limit = Number(request.query.limit ?? '100');
      const isFiltered = actor !== null || subject !== null;
      if (order === 'oldest' && isFiltered) {
        throw new HttpProblem('invalid_request', 'query: actor and subject go with order=newest');
      }
      const before = cursor === undefined ? null : Number(cursor);
      const lines =
        order === 'oldest'
          ? await store.listAuditLines(settings.merchantId, { after: before ?? 0, limit })
          : await store.listLatestAuditLines(settings.merchantId, {
              before,
              limit,
              actor,
              subject,
            });
      return {
        items: lines.map(({ merchantId: _, atMs, details, ...line }) => ({
          ...line,
          at: rfc3339(atMs),
          details: JSON.parse(details) as Record<string, unknown>,
        })),
        nextCursor: lines.length < limit ? null : String(lines.at(-1)?.number ?? 0),
      };
    },
  );

  scope.get(
    '/v1/merchant/audit/verdict',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Recompute the chain of hashes: does every line hold?',
        response: answers(200, VerdictSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      return verifyAudit(ports, ports.settings.merchantId);
    },
  );
}

const Digits = Type.String({ pattern: '^[0-9]{1,15}$' });

const AuditQuerySchema = Type.Object(
  {
    cursor: Type.Optional(Digits),
    limit: Type.Optional(Type.String({ pattern: '^(100|[1-9][0-9]?)$' })),
    order: Type.Optional(
      Type.Enum(['oldest', 'newest'], { description: 'which come first; default `oldest`' }),
    ),
    actor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'only his; with `newest`' }),
    ),
    subject: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'only about it; with `newest`' }),
    ),
  },
  { additionalProperties: false },
);

const OptionalText = Type.Union([Type.String(), Type.Null()]);

const AuditListSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: Type.String({ format: 'date-time' }),
      actor: Type.String(),
      action: Type.String(),
      subject: OptionalText,
      details: Type.Record(Type.String(), Type.Unknown()),
      requestId: OptionalText,
      previousHash: Type.String(),
      hash: Type.String(),
    }),
  ),
  nextCursor: OptionalText,
});

const VerdictSchema = Type.Object({
  sound: Type.Integer({ description: 'How many lines hold together from the first on.' }),
  lastHash: Type.String({
    description: 'Note it elsewhere: nobody can then shorten the log unseen.',
  }),
  brokenAt: Type.Union([Type.Integer(), Type.Null()]),
});
