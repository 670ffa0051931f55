import { approveRefund } from '../flows/approve-refund.ts';
import { describeRefund } from '../flows/describe-refund.ts';
import { rejectRefund } from '../flows/reject-refund.ts';
import { requestRefund } from '../flows/request-refund.ts';
import { answers } from './answers.ts';
import { actorOf, requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { keyOfRequest } from './idempotency-key.ts';
import { merchantApi } from './merchant-routes.ts';
import {
  RefundDetailSchema,
  RefundListSchema,
  RefundRequestSchema,
  RefundSchema,
  RefundSearchSchema,
  RejectRequestSchema,
} from './merchant-schemas.ts';
import { pageOf } from './page-of.ts';
import { presentRefund, presentRefundDetail } from './present-merchant-order.ts';
import { portsOf } from './request-ports.ts';
import { EmptyBodySchema, IdempotencyHeadersSchema, IdParamsSchema } from './schemas.ts';

const read = requireScope('refunds:read');
const write = requireScope('refunds:write');
const approve = requireScope('refunds:approve');

/** Adds the refunds of a merchant. */
export function merchantRefundRoutes(scope: HttpApp): void {
  scope.post(
    '/v1/merchant/orders/:id/refunds',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Give back a part of a payment, or all of it; Idempotency-Key is required',
        params: IdParamsSchema,
        headers: IdempotencyHeadersSchema,
        body: RefundRequestSchema,
        response: answers(201, RefundSchema),
      },
    },
    async (request, reply) => {
      const idempotencyKey = keyOfRequest(request.headers);
      const wish = { ...request.body, idempotencyKey };
      const refund = await requestRefund(
        portsOf(request),
        actorOf(request),
        request.params.id,
        wish,
      );
      reply.code(201);
      return presentRefund(refund);
    },
  );

  scope.get(
    '/v1/merchant/refunds',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'List refunds, newest first',
        querystring: RefundSearchSchema,
        response: answers(200, RefundListSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const { state = null, ...page } = request.query;
      const filter = { state };
      const found = await store.searchRefunds(settings.merchantId, filter, pageOf(page));
      return { items: found.items.map(presentRefund), nextCursor: found.nextCursor };
    },
  );

  scope.get(
    '/v1/merchant/refunds/:id',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Read a refund with its history',
        params: IdParamsSchema,
        response: answers(200, RefundDetailSchema),
      },
    },
    async (request) => {
      const { refund, events } = await describeRefund(portsOf(request), request.params.id);
      return presentRefundDetail(refund, events);
    },
  );

  scope.post(
    '/v1/merchant/refunds/:id/approve',
    {
      ...approve,
      schema: {
        ...merchantApi,
        summary: "Approve another's refund that awaits it",
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, RefundSchema),
      },
    },
    async (request) =>
      presentRefund(await approveRefund(portsOf(request), actorOf(request), request.params.id)),
  );

  scope.post(
    '/v1/merchant/refunds/:id/reject',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Reject a refund that awaits approval, or take it back',
        params: IdParamsSchema,
        body: RejectRequestSchema,
        response: answers(200, RefundSchema),
      },
    },
    async (request) => {
      const { id } = request.params;
      const { reason } = request.body;
      return presentRefund(await rejectRefund(portsOf(request), actorOf(request), id, reason));
    },
  );
}
