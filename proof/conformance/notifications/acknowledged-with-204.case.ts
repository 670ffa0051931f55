import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice } from '../testing/wechat.ts';

conforms('what was recorded is acknowledged with 204 and no body', async () => {
  expect(await acknowledge(notice('TRANSACTION.SUCCESS', resources.payment))).toMatchObject({
    status: 204,
    body: undefined,
  });
});
