import type { Static } from '@fastify/type-provider-typebox';
import type { UnpreparedOrder } from '../flows/order-and-prepay.ts';
import type { PreparedPayment } from '../flows/prepay-order.ts';
import type { Ports } from '../ports.ts';
import { presentOrder } from './present-order.ts';
import { toProblem } from './problem.ts';
import type { PlacedOrderSchema, PreparedPaymentSchema } from './schemas.ts';

/** Shows what a payer needs to pay: the signed parameters, and which messages to ask him for. */
export function presentPayment(
  { settings }: Ports,
  { requestPayment }: PreparedPayment,
): Omit<Static<typeof PreparedPaymentSchema>, 'order'> {
  const { paidTemplate, shippedTemplate } = settings.afterPayment;
  const templates = [paidTemplate, shippedTemplate].flatMap((template) => template ?? []);
  if (templates.length === 0) return { requestPayment };
  return { requestPayment, templateIds: templates.map(({ templateId }) => templateId) };
}

/** Shows an order that was to be prepaid at once, whether or not WeChat took it. */
export function presentPlacedOrder(
  ports: Ports,
  placed: PreparedPayment | UnpreparedOrder,
  requestId: string,
): Static<typeof PlacedOrderSchema> {
  const order = presentOrder(placed.order);
  return 'refusal' in placed
    ? { ...order, problem: toProblem(placed.refusal, requestId) }
    : { ...order, ...presentPayment(ports, placed) };
}
