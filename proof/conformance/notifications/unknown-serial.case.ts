import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, signedHeaders } from '../testing/wechat.ts';

conforms('a notification by a key nobody gave is refused', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  expect(await acknowledge(body, signedHeaders(body, { serial: 'PUB_KEY_ID_9' }))).toMatchObject({
    status: 401,
  });
});
