import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order } from '../testing/wechat.ts';

conforms('an order number with | is percent-encoded once, and signed so', async () => {
  const { wechatpay, requests } = clientAnswered(
    answer(200, { ...order, out_trade_no: 'T|1*2-3' }),
  );
  await wechatpay.orders.query({ out_trade_no: 'T|1*2-3' });
  expect(requests[0]?.url).toMatch(/out-trade-no\/T%7C1%2A2-3\?mchid=/);
});
