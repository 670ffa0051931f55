import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, seal } from '../testing/wechat.ts';

conforms('a resource that the APIv3 key does not open is our own fault: 500', async () => {
  const foreign = { ...seal(JSON.stringify(resources.payment)), nonce: 'gdasflkja484' };
  const body = notice('TRANSACTION.SUCCESS', resources.payment, { resource: foreign });
  expect(await acknowledge(body)).toMatchObject({
    status: 500,
    body: expect.stringMatching(/UNDECIPHERABLE/),
  });
});
