import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a partner’s refund names sp_mchid and sub_mchid', () => {
  const notification = open(notice('REFUND.SUCCESS', resources.partnerRefund));
  expect(notification).toMatchObject({
    event_type: 'REFUND.SUCCESS',
    resource: resources.partnerRefund,
  });
});
