import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('a redirect is no answer', async () => {
  const { wechatpay, requests } = clientAnswered(
    answer(302, '', { location: 'https://evil.example/' }),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({ code: 'ANSWER_REDIRECTED' });
  expect(requests.every(({ url }) => url.startsWith('https://api'))).toBe(true);
});
