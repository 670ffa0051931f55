import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('money of a shared order went back', () => {
  const notification = open(notice('PROFITSHARING.RETURN', resources.sharing));
  expect(notification).toMatchObject({
    event_type: 'PROFITSHARING.RETURN',
    resource: resources.sharing,
  });
});
