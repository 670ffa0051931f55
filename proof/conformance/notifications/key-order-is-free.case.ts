import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('the older order of keys opens as well', () => {
  const { id, create_time, resource_type, event_type, summary, resource } = JSON.parse(
    notice('TRANSACTION.SUCCESS', resources.payment).toString(),
  );
  const body = Buffer.from(
    JSON.stringify({ id, summary, resource, create_time, event_type, resource_type }),
  );
  expect(open(body)).toMatchObject({ id, event_type });
});
