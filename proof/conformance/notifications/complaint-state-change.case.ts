import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a complaint changed', () => {
  const notification = open(notice('COMPLAINT.STATE_CHANGE', resources.complaint));
  expect(notification).toMatchObject({
    event_type: 'COMPLAINT.STATE_CHANGE',
    resource: resources.complaint,
  });
});
