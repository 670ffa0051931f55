import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open, seal } from '../testing/wechat.ts';

conforms('associated data may be absent', () => {
  const { associated_data: _, ...resource } = seal(JSON.stringify(resources.payment), '');
  const body = notice('TRANSACTION.SUCCESS', {}, { resource });
  expect(open(body)).toMatchObject({ resource: resources.payment });
});
