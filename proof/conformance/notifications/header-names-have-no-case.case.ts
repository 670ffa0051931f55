import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open, signedHeaders } from '../testing/wechat.ts';

conforms('header names come in any case', () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  const headers = Object.entries(signedHeaders(body)).map(([name, value]) => [
    name.toUpperCase(),
    value,
  ]);
  expect(open(body, Object.fromEntries(headers))).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS',
  });
});
