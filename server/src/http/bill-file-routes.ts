import { Type } from '@fastify/type-provider-typebox';
import { downloadBill } from '../flows/download-bill.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { portsOf } from './request-ports.ts';
import { sendText } from './send-text.ts';

const BillParamsSchema = Type.Object({
  day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day in Beijing' }),
  bill: Type.Enum(['trade', 'fund-flow']),
});

/** Adds WeChat's own files of bills. */
export function billFileRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/bills/:day/:bill',
    {
      ...requireScope('bills:read'),
      schema: {
        ...merchantApi,
        summary: "Fetch a day's bill from WeChat, as it is, as a stream of CSV",
        params: BillParamsSchema,
      },
    },
    async (request, reply) => {
      const { day, bill } = request.params;
      const pieces = downloadBill(portsOf(request), day, bill);
      reply.header('content-disposition', `attachment; filename="${bill}-${day}.csv"`);
      return sendText(reply, 'text/csv; charset=utf-8', pieces);
    },
  );
}
