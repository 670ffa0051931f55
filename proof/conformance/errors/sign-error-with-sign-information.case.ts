import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('SIGN_ERROR keeps the message that WeChat built (errors.md §1.2)', async () => {
  const { wechatpay } = clientAnswered(
    answer(
      401,
      {
        code: 'SIGN_ERROR',
        message: '签名错误',
        detail: { sign_information: { sign_message_length: 372 } },
      },
      {},
    ),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    wechat: { detail: { sign_information: { sign_message_length: 372 } } },
  });
});
