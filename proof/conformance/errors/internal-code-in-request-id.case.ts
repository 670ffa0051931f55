import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query, signedHeaders } from '../testing/wechat.ts';

conforms('the number behind Request-ID is WeChat’s internal code (errors.md §5)', async () => {
  const { wechatpay } = clientAnswered(
    answer(
      400,
      { code: 'INVALID_REQUEST', message: '' },
      {
        ...signedHeaders(JSON.stringify({ code: 'INVALID_REQUEST', message: '' })),
        'request-id': '0891D295-268501013',
      },
    ),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    requestId: '0891D295-268501013',
    internalCode: 268501013,
  });
});
