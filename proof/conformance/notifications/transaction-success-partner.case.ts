import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a payment of a sub-merchant is told apart by sp_mchid', () => {
  const notification = open(notice('TRANSACTION.SUCCESS', resources.partnerPayment));
  expect(notification).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS.PARTNER',
    resource: resources.partnerPayment,
  });
});
