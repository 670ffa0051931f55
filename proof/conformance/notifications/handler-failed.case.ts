import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { acknowledge, notice, signedHeaders } from '../testing/wechat.ts';

conforms('what could not be recorded is not acknowledged', async () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  const fail = () => Promise.reject(new Error('the database is down'));
  expect(await acknowledge(body, signedHeaders(body), fail)).toMatchObject({ status: 500 });
});
