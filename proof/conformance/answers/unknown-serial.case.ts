import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('an answer signed by a key nobody gave is not believed', async () => {
  const { wechatpay } = clientAnswered(
    answer(200, order, signedHeaders(JSON.stringify(order), { serial: 'PUB_KEY_ID_9' })),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({ reason: 'serial-unknown' });
});
