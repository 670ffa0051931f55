import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

const schema = objectSchema(
  {
    outTradeNo: { type: 'string' },
    detail: { type: 'string', minLength: 1, maxLength: 300 },
    phoneNumber: { type: 'string', pattern: '^[0-9]{5,15}$' },
  },
  ['outTradeNo'],
);

/** What an unhappy payer does: complain about a paid order. */
export function complaintRoutes({ complaints, sales }: Controls): readonly ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/complaints',
      tag: 'money',
      summary: 'Every complaint',
      answers: '{items}',
      run: () => ({ items: complaints.list() }),
    }),
    route<{ outTradeNo: string; detail?: string; phoneNumber?: string }>({
      method: 'POST',
      path: '/complaints',
      tag: 'money',
      summary: 'A payer complains about a paid order',
      answers: 'the complaint',
      body: schema,
      run({ body: { outTradeNo, detail = '商品没有收到', phoneNumber = '13580006666' } }) {
        const sale = sales.byNumber(outTradeNo);
        if (sale === undefined) throw new ControlError(404, `no paid order ${outTradeNo}`);
        return complaints.complain({ sale, detail, phoneNumber });
      },
    }),
  ];
}
