import { conforms, expect } from '../testing/conforms.ts';
import {
  answer,
  clientAnswered,
  order,
  query,
  serial,
  signedHeaders,
  wechatKeys,
} from '../testing/wechat.ts';

conforms(
  'during the switch a certificate’s and the public key’s answers are both believed',
  async () => {
    const hex = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
    const { publicKey } = wechatKeys;
    for (const signer of [hex, serial]) {
      const headers = signedHeaders(JSON.stringify(order), { serial: signer });
      const keys = [
        { serial: hex, publicKey },
        { serial, publicKey },
      ];
      const { wechatpay } = clientAnswered(answer(200, order, headers), keys);
      expect(await query(wechatpay)).toMatchObject(order);
    }
  },
);
