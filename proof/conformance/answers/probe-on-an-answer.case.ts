import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('a SIGNTEST probe on an answer is not believed and not a crash', async () => {
  const { wechatpay } = clientAnswered(
    answer(
      200,
      order,
      signedHeaders(JSON.stringify(order), { signature: 'WECHATPAY/SIGNTEST/%%%' }),
    ),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    code: 'ANSWER_UNVERIFIED',
    reason: 'signature-probe',
  });
});
