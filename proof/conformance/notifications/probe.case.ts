import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, signedHeaders } from '../testing/wechat.ts';

conforms('a SIGNTEST probe is answered 401, so that WeChat sends the real one', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  expect(
    await acknowledge(body, signedHeaders(body, { signature: 'WECHATPAY/SIGNTEST/abc' })),
  ).toMatchObject({ status: 401 });
});
