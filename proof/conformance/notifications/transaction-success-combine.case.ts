import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a combined payment is told apart by combine_out_trade_no', () => {
  const notification = open(notice('TRANSACTION.SUCCESS', resources.combinePayment));
  expect(notification).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS.COMBINE',
    resource: resources.combinePayment,
  });
});
