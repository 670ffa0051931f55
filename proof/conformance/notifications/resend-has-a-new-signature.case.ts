import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, nowMs, open, signedHeaders } from '../testing/wechat.ts';

conforms('a resend is signed anew and has the same id', () => {
  const body = notice('TRANSACTION.SUCCESS', resources.payment);
  const [first, second] = [nowMs - 60_000, nowMs].map((atMs) =>
    open(body, signedHeaders(body, { atMs })),
  );
  expect(first?.id).toBe(second?.id);
  expect(first?.signed.signature).not.toBe(second?.signed.signature);
});
