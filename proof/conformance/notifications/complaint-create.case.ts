import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('a complaint says only that it is there', () => {
  const notification = open(notice('COMPLAINT.CREATE', resources.complaint));
  expect(notification).toMatchObject({
    event_type: 'COMPLAINT.CREATE',
    resource: resources.complaint,
  });
});
