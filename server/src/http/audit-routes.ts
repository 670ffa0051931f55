import { Type } from '@fastify/type-provider-typebox';
import { verifyAudit } from '../flows/verify-audit.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
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
        summary: 'Page through the audit log, oldest first',
        querystring: AuditQuerySchema,
        response: answers(200, AuditListSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const { cursor = '0', limit = '100' } = request.query;
      const lines = await store.listAuditLines(settings.merchantId, {
        after: Number(cursor),
        limit: Number(limit),
      });
      return {
        items: lines.map(({ merchantId: _, atMs, details, ...line }) => ({
          ...line,
          at: rfc3339(atMs),
          details: JSON.parse(details) as Record<string, unknown>,
        })),
        nextCursor: lines.length < Number(limit) ? null : String(lines.at(-1)?.number ?? 0),
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
