import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a payment of a direct merchant (4012791902)', () => {
  const notification = open(notice('TRANSACTION.SUCCESS', resources.payment));
  expect(notification).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS',
    resource: resources.payment,
  });
});
