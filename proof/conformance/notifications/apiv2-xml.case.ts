import { conforms, expect } from '../testing/conforms.ts';
import { acknowledge } from '../testing/wechat.ts';

conforms('an APIv2 refund notice in XML is refused (refunds.md §8)', async () => {
  const xml = Buffer.from('<xml><return_code>SUCCESS</return_code></xml>');
  expect(await acknowledge(xml, {})).toMatchObject({
    status: 400,
    body: expect.stringMatching(/APIV2/),
  });
});
