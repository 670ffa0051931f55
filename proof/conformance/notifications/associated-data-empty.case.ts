import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open, seal } from '../testing/wechat.ts';

conforms('associated data may be empty, as in the samples of the documentation', () => {
  const body = notice(
    'TRANSACTION.SUCCESS',
    {},
    { resource: seal(JSON.stringify(resources.payment), '') },
  );
  expect(open(body)).toMatchObject({ resource: resources.payment });
});
