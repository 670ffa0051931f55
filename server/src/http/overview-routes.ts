import { Type } from '@fastify/type-provider-typebox';
import type { Overview, OverviewTotals } from '@yifen/contract';
import { type MerchantOverview, readOverview } from '../flows/read-overview.ts';
import type { Figures } from '../ports.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';

const Time = Type.String({ format: 'date-time' });
const OptionalTime = Type.Union([Time, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

const totals = {
  created: Count,
  prepaid: Type.Integer({ minimum: 0, description: 'of those created in the range, by now' }),
  paid: Type.Integer({ minimum: 0, description: 'of those created in the range, by now' }),
  payments: Type.Integer({ minimum: 0, description: 'that happened in the range' }),
  paidFen: Count,
  refunds: Type.Integer({ minimum: 0, description: 'that arrived in the range' }),
  refundedFen: Count,
};

/** Adds how a merchant does, and what waits. */
export function overviewRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/overview',
    {
      ...requireScope('orders:read'),
      schema: {
        ...merchantApi,
        summary: 'Read figures of a range, of the range before it, and what waits now',
        querystring: OverviewQuerySchema,
        response: answers(200, OverviewSchema),
      },
    },
    async (request) => {
      const { from, to, bucket = null } = request.query;
      const range = { fromMs: Date.parse(from), toMs: Date.parse(to), bucket };
      return presentOverview(await readOverview(portsOf(request), range), request.query);
    },
  );
}

const OverviewQuerySchema = Type.Object(
  {
    from: Type.String({ format: 'date-time', description: 'a whole hour' }),
    to: Type.String({ format: 'date-time', description: 'a whole hour, excluded' }),
    bucket: Type.Optional(
      Type.Enum(['hour', 'day'], { description: 'default: hours up to three days' }),
    ),
  },
  { additionalProperties: false },
);

const OverviewSchema = Type.Object({
  from: Time,
  to: Time,
  bucket: Type.Enum(['hour', 'day']),
  totals: Type.Object(totals),
  before: Type.Object(totals),
  buckets: Type.Array(Type.Object({ at: Time, ...totals })),
  now: Type.Object({
    oldestUnsettledAt: OptionalTime,
    unsettledOrders: Count,
    disputedOrders: Count,
    refundsAwaitingApproval: Count,
    abnormalRefunds: Count,
    openDifferences: Count,
    deadDeliveries: Count,
    notificationLagMs: Type.Union([Type.Integer(), Type.Null()]),
    pollLagMs: Count,
    certificates: Type.Array(
      Type.Object({ serial: Type.String(), expiresAt: Time, daysLeft: Type.Integer() }),
    ),
  }),
});

function presentOverview(
  overview: MerchantOverview,
  { from, to }: { readonly from: string; readonly to: string },
) {
  const { pulse, pollLagMs } = overview;
  const oldest = pulse.oldestOpenOrderAtMs;
  return {
    from,
    to,
    bucket: overview.bucket,
    totals: presentFigures(overview.totals),
    before: presentFigures(overview.before),
    buckets: overview.buckets.map((each) => ({ at: rfc3339(each.atMs), ...presentFigures(each) })),
    now: {
      oldestUnsettledAt: oldest === null ? null : rfc3339(oldest),
      unsettledOrders: pulse.openOrders,
      disputedOrders: pulse.disputedOrders,
      refundsAwaitingApproval: pulse.refundsAwaitingApproval,
      abnormalRefunds: pulse.abnormalRefunds,
      openDifferences: pulse.openDifferences,
      deadDeliveries: pulse.exhaustedDeliveries,
      notificationLagMs: pulse.notificationLagMs,
      pollLagMs,
      certificates: overview.certificates.map(({ serial, expiresAtMs, daysLeft }) => ({
        serial,
        expiresAt: rfc3339(expiresAtMs),
        daysLeft,
      })),
    },
  } satisfies Overview;
}

function presentFigures(figures: Figures): OverviewTotals {
  const { created, prepaid, paid, payments, paidFen, refunds, refundedFen } = figures;
  return { created, prepaid, paid, payments, paidFen, refunds, refundedFen };
}
