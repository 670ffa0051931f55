import { conforms, expect } from '../testing/conforms.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('an event nobody knows is handed over as it is, under WeChat’s own word', () => {
  expect(open(notice('PAYSCORE.USER_PAID', { a: 1 }))).toMatchObject({
    event_type: 'OTHER',
    wechat_event_type: 'PAYSCORE.USER_PAID',
    resource: { a: 1 },
  });
});
