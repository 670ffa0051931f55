import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a transfer that came to its end', () => {
  const notification = open(notice('MCHTRANSFER.BILL.FINISHED', resources.transfer));
  expect(notification).toMatchObject({
    event_type: 'MCHTRANSFER.BILL.FINISHED',
    resource: resources.transfer,
  });
});
