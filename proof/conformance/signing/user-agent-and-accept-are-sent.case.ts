import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query } from '../testing/wechat.ts';

conforms(
  'User-Agent and Accept are always there: without them WeChat answers 400 before it authenticates',
  async () => {
    const { wechatpay, requests } = clientAnswered(answer(200, order));
    await query(wechatpay);
    expect(requests[0]?.headers).toMatchObject({
      accept: 'application/json',
      'user-agent': expect.stringMatching(/./),
    });
  },
);
