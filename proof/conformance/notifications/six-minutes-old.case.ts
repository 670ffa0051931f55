import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, nowMs, signedHeaders } from '../testing/wechat.ts';

conforms('a notification signed six minutes ago is refused', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  expect(await acknowledge(body, signedHeaders(body, { atMs: nowMs - 360_000 }))).toMatchObject({
    status: 401,
  });
});
