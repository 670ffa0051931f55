/** The part of `wx` the library uses: pass the real `wx`, or a fake of this type in a test. */
export type WxPort = Pick<
  WechatMiniprogram.Wx,
  'login' | 'request' | 'requestPayment' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync'
>;
