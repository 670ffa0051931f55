import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('another signature type is not believed', async () => {
  const { wechatpay } = clientAnswered(
    answer(200, order, signedHeaders(JSON.stringify(order), { type: 'WECHATPAY2-SM2-WITH-SM3' })),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({ reason: 'signature-type-unknown' });
});
