import type { FastifyInstance } from 'fastify';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['outTradeNo'],
  properties: {
    outTradeNo: { type: 'string' },
    detail: { type: 'string', minLength: 1, maxLength: 300 },
    phoneNumber: { type: 'string', pattern: '^[0-9]{5,15}$' },
  },
};

/** Registers what an unhappy payer does: complain about a paid order. */
export function registerComplaints(app: FastifyInstance, { complaints, sales }: Controls): void {
  app.get('/complaints', () => ({ items: complaints.list() }));
  app.post<{ Body: { outTradeNo: string; detail?: string; phoneNumber?: string } }>(
    '/complaints',
    { schema: { body: schema } },
    ({ body: { outTradeNo, detail = '商品没有收到', phoneNumber = '13580006666' } }) => {
      const sale = sales.byNumber(outTradeNo);
      if (sale === undefined) throw new ControlError(404, `no paid order ${outTradeNo}`);
      return complaints.complain({ sale, detail, phoneNumber });
    },
  );
}
