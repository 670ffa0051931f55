import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice } from '../testing/wechat.ts';

conforms('what is refused is answered {"code":"FAIL","message":…}', async () => {
  const { status, body } = await acknowledge(notice('TRANSACTION.SUCCESS', resources.payment), {});
  expect(status).toBe(401);
  expect(JSON.parse(body ?? '')).toEqual({ code: 'FAIL', message: expect.stringMatching(/./) });
});
