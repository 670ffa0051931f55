import { cancelOrder } from '../flows/cancel-order.ts';
import { confirmReceipt } from '../flows/confirm-receipt.ts';
import { createOrder } from '../flows/create-order.ts';
import { exchangePhoneCode } from '../flows/exchange-phone-code.ts';
import { findShipment } from '../flows/find-shipment.ts';
import { getOrder } from '../flows/get-order.ts';
import { listOrders } from '../flows/list-orders.ts';
import { listProducts } from '../flows/list-products.ts';
import { orderAndPrepay } from '../flows/order-and-prepay.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import { answers } from './answers.ts';
import { payerOf } from './authenticate.ts';
import type { HttpApp } from './http-app.ts';
import { pageOf } from './page-of.ts';
import { presentOrder } from './present-order.ts';
import { presentPayment, presentPlacedOrder } from './present-payment.ts';
import { presentProduct } from './present-product.ts';
import { presentShippedOrder } from './present-shipment.ts';
import { portsOf } from './request-ports.ts';
import {
  ConfirmQuerySchema,
  EmptyBodySchema,
  IdempotencyHeadersSchema,
  IdParamsSchema,
  ListQuerySchema,
  OrderListSchema,
  OrderRequestSchema,
  OrderSchema,
  PhoneNumberRequestSchema,
  PhoneNumberSchema,
  PlacedOrderSchema,
  PreparedPaymentSchema,
  ProductListSchema,
} from './schemas.ts';

const payer = { tags: ['payer'], security: [{ session: [] }] };

/** Adds the routes of a payer who has logged in: telephone number, products and orders. */
export function payerRoutes(app: HttpApp): void {
  app.post(
    '/v1/phone-number',
    {
      schema: {
        ...payer,
        summary: 'Exchange the code of a phone number button',
        body: PhoneNumberRequestSchema,
        response: answers(200, PhoneNumberSchema),
      },
    },
    (request) => {
      const { phoneCode, keep = false } = request.body;
      return exchangePhoneCode(portsOf(request), phoneCode, keep ? payerOf(request) : null);
    },
  );

  app.get(
    '/v1/products',
    {
      schema: {
        ...payer,
        summary: 'List what is on sale',
        querystring: ListQuerySchema,
        response: answers(200, ProductListSchema),
      },
    },
    async (request) => {
      const { items, nextCursor } = await listProducts(portsOf(request), pageOf(request.query));
      return { items: items.map(presentProduct), nextCursor };
    },
  );

  app.post(
    '/v1/orders',
    {
      schema: {
        ...payer,
        summary: 'Order products at catalogue prices, and with `prepay` pay at once',
        headers: IdempotencyHeadersSchema,
        body: OrderRequestSchema,
        response: answers(201, PlacedOrderSchema),
      },
    },
    async (request, reply) => {
      const ports = portsOf(request);
      const { items, prepay = false } = request.body;
      const { openid } = payerOf(request);
      const idempotencyKey = request.headers['idempotency-key'] ?? null;
      const wish = { openid, items, idempotencyKey };
      reply.code(201);
      if (!prepay) return presentOrder(await createOrder(ports, wish));
      return presentPlacedOrder(ports, await orderAndPrepay(ports, wish), request.id);
    },
  );

  app.get(
    '/v1/orders',
    {
      schema: {
        ...payer,
        summary: 'List own orders, newest first',
        querystring: ListQuerySchema,
        response: answers(200, OrderListSchema),
      },
    },
    async (request) => {
      const { items, nextCursor } = await listOrders(
        portsOf(request),
        payerOf(request),
        pageOf(request.query),
      );
      return { items: items.map(presentOrder), nextCursor };
    },
  );

  app.get(
    '/v1/orders/:id',
    {
      schema: {
        ...payer,
        summary: 'Read an own order',
        params: IdParamsSchema,
        querystring: ConfirmQuerySchema,
        response: answers(200, OrderSchema),
      },
    },
    async (request) => {
      const options = { confirm: request.query.confirm === 'true' };
      const ports = portsOf(request);
      const order = await getOrder(ports, payerOf(request), request.params.id, options);
      return presentShippedOrder(order, await findShipment(ports, order));
    },
  );

  app.post(
    '/v1/orders/:id/prepay',
    {
      schema: {
        ...payer,
        summary: 'Place an own order at WeChat and sign what wx.requestPayment takes',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, PreparedPaymentSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const prepared = await prepayOrder(ports, payerOf(request), request.params.id);
      return { order: presentOrder(prepared.order), ...presentPayment(ports, prepared) };
    },
  );

  app.post(
    '/v1/orders/:id/cancel',
    {
      schema: {
        ...payer,
        summary: 'Cancel an own order that is not paid',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, OrderSchema),
      },
    },
    async (request) =>
      presentOrder(await cancelOrder(portsOf(request), payerOf(request), request.params.id)),
  );

  app.post(
    '/v1/orders/:id/receipt',
    {
      schema: {
        ...payer,
        summary: "Ask WeChat whether the own order's receipt was confirmed",
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, OrderSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const told = await confirmReceipt(ports, payerOf(request), request.params.id);
      return presentShippedOrder(told.order, told.shipment);
    },
  );
}
