import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('money of a shared order came in', () => {
  const notification = open(notice('PROFITSHARING.SUCCESS', resources.sharing));
  expect(notification).toMatchObject({
    event_type: 'PROFITSHARING.SUCCESS',
    resource: resources.sharing,
  });
});
