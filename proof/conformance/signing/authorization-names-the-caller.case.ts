import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query } from '../testing/wechat.ts';

conforms('the header names the calling merchant and its own certificate', async () => {
  const { wechatpay, requests } = clientAnswered(answer(200, order));
  await query(wechatpay);
  const header = requests[0]?.headers.authorization;
  expect(header).toContain('mchid="1900000001"');
  expect(header).toContain('serial_no="5157F09EFDC096DE15EBE81A47057A7232F1B8E1"');
});
