import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('REFUND.ABNORMAL (4012791906)', () => {
  const notification = open(notice('REFUND.ABNORMAL', resources.refund));
  expect(notification).toMatchObject({ event_type: 'REFUND.ABNORMAL', resource: resources.refund });
});
