import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, signedHeaders } from '../testing/wechat.ts';

conforms('without the raw bytes nothing can be verified: our own fault, 500', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  expect(await acknowledge(undefined, signedHeaders(body))).toMatchObject({
    status: 500,
    body: expect.stringMatching(/BODY_PARSED/),
  });
});
