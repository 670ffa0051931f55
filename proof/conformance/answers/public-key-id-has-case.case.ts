import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, serial, signedHeaders } from '../testing/wechat.ts';

conforms('PUB_KEY_ID_… is compared exactly', async () => {
  const { wechatpay } = clientAnswered(
    answer(200, order, signedHeaders(JSON.stringify(order), { serial: serial.toLowerCase() })),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({ reason: 'serial-unknown' });
});
