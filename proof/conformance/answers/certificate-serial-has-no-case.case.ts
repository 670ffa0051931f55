import { conforms, expect } from '../testing/conforms.ts';
import {
  answer,
  clientAnswered,
  order,
  query,
  signedHeaders,
  wechatKeys,
} from '../testing/wechat.ts';

conforms('a certificate serial is compared without regard to case', async () => {
  const hex = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
  const headers = signedHeaders(JSON.stringify(order), { serial: hex.toLowerCase() });
  const { wechatpay } = clientAnswered(answer(200, order, headers), [
    { serial: hex, publicKey: wechatKeys.publicKey },
  ]);
  expect(await query(wechatpay)).toMatchObject(order);
});
