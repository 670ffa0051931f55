import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('one changed fen is not believed', async () => {
  const { wechatpay } = clientAnswered(
    answer(
      200,
      JSON.stringify({ ...order, amount: { total: 1 } }),
      signedHeaders(JSON.stringify({ ...order, amount: { total: 100 } })),
    ),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({ reason: 'signature-mismatch' });
});
