import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('PARAM_ERROR keeps its detail as WeChat sent it (errors.md §1.1)', async () => {
  const { wechatpay } = clientAnswered(
    answer(400, {
      code: 'PARAM_ERROR',
      message: '输入源“/body/attach”…',
      detail: { location: 'body', value: 203 },
    }),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    outcome: 'refused',
    wechat: { code: 'PARAM_ERROR', detail: { location: 'body', value: 203 } },
  });
});
