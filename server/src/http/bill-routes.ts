import { Type } from '@fastify/type-provider-typebox';
import type {
  Difference as ContractDifference,
  Reconciliation as ContractReconciliation,
} from '@yifen/contract';
import { demandReconciliation } from '../flows/demand-reconciliation.ts';
import { type AdvisedDifference, listDifferences } from '../flows/list-differences.ts';
import { listReconciliations } from '../flows/list-reconciliations.ts';
import { resolveDifference } from '../flows/resolve-difference.ts';
import type { Reconciliation } from '../ports.ts';
import { answers } from './answers.ts';
import { actorOf, requireScope } from './authenticate-merchant.ts';
import {
  DayPageQuerySchema,
  DayParamsSchema,
  DifferenceQuerySchema,
  DifferenceSchema,
  DifferencesSchema,
  ReconciledDaysSchema,
  ReconciliationSchema,
  ResolutionSchema,
} from './bill-schemas.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';
import { IdParamsSchema } from './schemas.ts';

/** Adds how a merchant sees which days agree with WeChat's bills, and settles what does not. */
export function billRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/reconciliations',
    {
      ...requireScope('bills:read'),
      schema: {
        ...merchantApi,
        summary: 'List the days, newest first, with what their bills came to',
        querystring: DayPageQuerySchema,
        response: answers(200, ReconciledDaysSchema),
      },
    },
    async (request) => {
      const { before = null, limit = '31' } = request.query;
      const page = { before, limit: Number(limit) };
      const { items, nextBefore } = await listReconciliations(portsOf(request), page);
      return {
        items: items.map(({ day, bills }) => ({ day, bills: bills.map(presentReconciliation) })),
        nextBefore,
      };
    },
  );

  scope.post(
    '/v1/merchant/reconciliations/:day',
    {
      ...requireScope('bills:write'),
      schema: {
        ...merchantApi,
        summary: 'Reconcile a day now, for the first time or again; done within half a minute',
        params: DayParamsSchema,
        response: answers(200, Type.Object({ items: Type.Array(ReconciliationSchema) })),
      },
    },
    async (request) => {
      const runs = await demandReconciliation(portsOf(request), request.params.day);
      return { items: runs.map(presentReconciliation) };
    },
  );

  scope.get(
    '/v1/merchant/differences',
    {
      ...requireScope('bills:read'),
      schema: {
        ...merchantApi,
        summary: 'List in what the books and the bills disagree, each with what to do',
        querystring: DifferenceQuerySchema,
        response: answers(200, DifferencesSchema),
      },
    },
    async (request) => {
      const { state = null, day = null, cursor = null, limit = '50' } = request.query;
      const page = { state, day, cursor, limit: Number(limit) };
      const { items, nextCursor } = await listDifferences(portsOf(request), page);
      return { items: items.map(presentDifference), nextCursor };
    },
  );

  scope.post(
    '/v1/merchant/differences/:id/resolve',
    {
      ...requireScope('bills:write'),
      schema: {
        ...merchantApi,
        summary: 'Settle a difference by hand, with the reason',
        params: IdParamsSchema,
        body: ResolutionSchema,
        response: answers(200, DifferenceSchema),
      },
    },
    async (request) => {
      const { params, body } = request;
      const ports = portsOf(request);
      return presentDifference(
        await resolveDifference(ports, actorOf(request), params.id, body.reason),
      );
    },
  );
}

function presentReconciliation(run: Reconciliation) {
  return {
    day: run.day,
    bill: run.bill,
    state: run.state,
    nextRunAt: timeOr(run.nextRunAtMs),
    problem: run.problem,
    finishedAt: timeOr(run.finishedAtMs),
    billSha1: run.file?.sha1 ?? null,
    billBytes: run.file?.bytes ?? null,
    totals: run.totals === null ? null : { ...run.totals },
    openDifferences: run.openDifferences,
  } satisfies ContractReconciliation;
}

function presentDifference(difference: AdvisedDifference) {
  const { merchantId: _, firstSeenAtMs, lastSeenAtMs, resolvedAtMs, ...rest } = difference;
  return {
    ...rest,
    firstSeenAt: rfc3339(firstSeenAtMs),
    lastSeenAt: rfc3339(lastSeenAtMs),
    resolvedAt: timeOr(resolvedAtMs),
  } satisfies ContractDifference;
}

function timeOr(atMs: number | null): string | null {
  return atMs === null ? null : rfc3339(atMs);
}
