import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, signedHeaders } from '../testing/wechat.ts';

conforms('a body serialised again is refused', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  expect(
    await acknowledge(body, signedHeaders(JSON.stringify(JSON.parse(body.toString()), null, 1))),
  ).toMatchObject({ status: 401 });
});
