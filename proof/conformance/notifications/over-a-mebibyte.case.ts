import { conforms, expect } from '../testing/conforms.ts';
import { acknowledge } from '../testing/wechat.ts';

conforms('a body over a mebibyte is refused before it is verified', async () => {
  expect(await acknowledge(Buffer.alloc(1_048_577))).toMatchObject({ status: 413 });
});
