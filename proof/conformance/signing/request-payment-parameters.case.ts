import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order } from '../testing/wechat.ts';

conforms(
  'all parameters of wx.requestPayment are texts, package has its prefix, signType is RSA',
  async () => {
    const { wechatpay } = clientAnswered(answer(200, { prepay_id: 'wx1' }));
    expect(await wechatpay.requestPayment({ appid: order.appid, prepay_id: 'wx1' })).toEqual({
      timeStamp: '1770000000',
      nonceStr: 'n'.repeat(32),
      package: 'prepay_id=wx1',
      signType: 'RSA',
      paySign: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
    });
  },
);
