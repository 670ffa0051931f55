/**
 * Over 200 lines because it is one list: everything that a merchant's system may do with an order.
 */
import { askPayment } from '../flows/ask-payment.ts';
import { closeForMerchant } from '../flows/cancel-order.ts';
import { changeAmount } from '../flows/change-amount.ts';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { describeOrder } from '../flows/describe-order.ts';
import { findMerchantOrder } from '../flows/find-merchant-order.ts';
import { preparePayment } from '../flows/prepay-order.ts';
import { resolveDispute } from '../flows/resolve-dispute.ts';
import type { House, Ports } from '../ports.ts';
import { answers } from './answers.ts';
import { actorOf, requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { keyOfRequest } from './idempotency-key.ts';
import { merchantApi } from './merchant-routes.ts';
import {
  AmountRequestSchema,
  MerchantOrderListSchema,
  MerchantOrderRequestSchema,
  MerchantOrderSchema,
  OrderDetailSchema,
  OrderSearchSchema,
  ResolveRequestSchema,
} from './merchant-schemas.ts';
import { orderFilterOf } from './order-filter.ts';
import { pageOf } from './page-of.ts';
import { portsOfAppid } from './ports-of-appid.ts';
import { presentMerchantOrder, presentOrderDetail } from './present-merchant-order.ts';
import { presentOrder } from './present-order.ts';
import { portsOf } from './request-ports.ts';
import {
  EmptyBodySchema,
  IdempotencyHeadersSchema,
  IdParamsSchema,
  PreparedPaymentSchema,
} from './schemas.ts';

const read = requireScope('orders:read');
const write = requireScope('orders:write');

/** Adds the orders of a merchant, whoever their payers are. */
export function merchantOrderRoutes(scope: HttpApp, house: House): void {
  scope.post(
    '/v1/merchant/orders',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Ask one payer for any amount; Idempotency-Key is required',
        headers: IdempotencyHeadersSchema,
        body: MerchantOrderRequestSchema,
        response: answers(201, MerchantOrderSchema),
      },
    },
    async (request, reply) => {
      const { appid, lifeSeconds = null, ...wish } = request.body;
      const idempotencyKey = keyOfRequest(request.headers);
      const ports = await portsOfAppid(house, request, appid);
      const order = await createMerchantOrder(ports, actorOf(request), {
        ...wish,
        lifeSeconds,
        idempotencyKey,
      });
      reply.code(201);
      return presentMerchantOrder(order);
    },
  );

  scope.get(
    '/v1/merchant/orders',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'List or search orders, newest first',
        querystring: OrderSearchSchema,
        response: answers(200, MerchantOrderListSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const { number, cursor, limit, ...query } = request.query;
      if (number !== undefined) {
        const found = await ports.store.findOrdersByNumber(ports.settings.merchantId, number);
        return { items: found.map(presentMerchantOrder), nextCursor: null };
      }
      const page = { ...(cursor && { cursor }), ...(limit && { limit }) };
      const filter = orderFilterOf(query);
      const { merchantId } = ports.settings;
      const { items, nextCursor } = await ports.store.searchOrders(
        merchantId,
        filter,
        pageOf(page),
      );
      return { items: items.map(presentMerchantOrder), nextCursor };
    },
  );

  scope.get(
    '/v1/merchant/orders/:id',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Read an order with its history, former numbers and refunds',
        params: IdParamsSchema,
        response: answers(200, OrderDetailSchema),
      },
    },
    async (request) => detail(portsOf(request), request.params.id),
  );

  scope.post(
    '/v1/merchant/orders/:id/prepay',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Place an order at WeChat and sign what wx.requestPayment takes',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, PreparedPaymentSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const order = await findMerchantOrder(ports, request.params.id);
      const prepared = await preparePayment(ports, order);
      return { order: presentOrder(prepared.order), requestPayment: prepared.requestPayment };
    },
  );

  scope.post(
    '/v1/merchant/orders/:id/query',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Ask WeChat about an order now, and follow the answer',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, OrderDetailSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const order = await findMerchantOrder(ports, request.params.id);
      // WeChat cannot know an order that it was never told of.
      if (order.askedAtMs !== null) await askPayment(ports, order);
      return detail(ports, order.id);
    },
  );

  scope.post(
    '/v1/merchant/orders/:id/close',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Close an order that is not paid: WeChat is asked first',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, MerchantOrderSchema),
      },
    },
    async (request) =>
      presentMerchantOrder(
        await closeForMerchant(portsOf(request), actorOf(request), request.params.id),
      ),
  );

  scope.post(
    '/v1/merchant/orders/:id/amount',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Change what an unpaid order costs; the payer prepays again',
        params: IdParamsSchema,
        body: AmountRequestSchema,
        response: answers(200, MerchantOrderSchema),
      },
    },
    async (request) => {
      const { id } = request.params;
      const { amountFen } = request.body;
      const order = await changeAmount(portsOf(request), actorOf(request), id, amountFen);
      return presentMerchantOrder(order);
    },
  );

  scope.post(
    '/v1/merchant/orders/:id/resolve',
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'End a dispute; WeChat is asked first, and its word decides what is possible',
        params: IdParamsSchema,
        body: ResolveRequestSchema,
        response: answers(200, MerchantOrderSchema),
      },
    },
    async (request) => {
      const { id } = request.params;
      const order = await resolveDispute(portsOf(request), actorOf(request), id, request.body);
      return presentMerchantOrder(order);
    },
  );
}

async function detail(ports: Ports, id: string) {
  const order = await findMerchantOrder(ports, id);
  return presentOrderDetail(await describeOrder(ports, order));
}
