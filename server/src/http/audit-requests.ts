import type { FastifyRequest } from 'fastify';
import { keepAudit } from '../flows/keep-audit.ts';
import { actorOf } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { portsOf } from './request-ports.ts';

/** The daily traffic of a merchant's systems; what becomes of it stands in the orders' own histories. */
const ROUTINE: ReadonlySet<string> = new Set([
  'POST /v1/merchant/orders',
  'POST /v1/merchant/orders/:id/prepay',
  'POST /v1/merchant/orders/:id/query',
]);

/** The fields of a body that are noted: none of them is ever a secret. */
const NOTED = [
  'active',
  'amountFen',
  'appid',
  'as',
  'email',
  'eventTypes',
  'kind',
  'latePayment',
  'lifeSeconds',
  'name',
  'orderLifeSeconds',
  'orderPage',
  'orders',
  'paidTemplate',
  'overlapSeconds',
  'priceFen',
  'productId',
  'reason',
  'refundApprovalAboveFen',
  'role',
  'scopes',
  'serial',
  'sessionLifeSeconds',
  'shippedTemplate',
  'shipping',
  'state',
  'stock',
  'stockChange',
  'trackingNo',
  'unlock',
  'url',
] as const;

/**
 * Notes in the audit log every request of this scope that changed something, before it is answered: what is
 * answered is noted. What was refused is not.
 */
export function auditRequests(app: HttpApp): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isAudited(request) || reply.statusCode >= 400) return payload;
    const ports = portsOf(request);
    await keepAudit(ports, {
      merchantId: ports.settings.merchantId,
      actor: actorOf(request).id,
      action: actionOf(request),
      subject: subjectOf(request.params) ?? subjectOf(readJson(payload)),
      details: notedOf(request.body),
      requestId: request.id,
    });
    return payload;
  });
}

function isAudited(request: FastifyRequest): boolean {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  return !isReading && !ROUTINE.has(actionOf(request));
}

function actionOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${routeOptions.url ?? ''}`;
}

/** What the address names, or what was made. */
function subjectOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, serial, user, appid } = value as Readonly<Record<string, unknown>>;
  const subject = id ?? serial ?? subjectOf(user) ?? appid;
  return typeof subject === 'string' ? subject : null;
}

function readJson(payload: unknown): unknown {
  return typeof payload === 'string' && payload.startsWith('{') ? JSON.parse(payload) : null;
}

function notedOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {};
  const given = body as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    NOTED.filter((name) => name in given).map((name) => [name, given[name]]),
  );
}
