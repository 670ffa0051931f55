/** What `wx.requestPayment` takes: hand it to the mini-program and spread it unchanged. */
export interface RequestPaymentParams {
  /** Unix seconds, a string. */
  readonly timeStamp: string;
  /** 32 characters. */
  readonly nonceStr: string;
  /** `prepay_id=…`, up to 128 characters. */
  readonly package: string;
  readonly signType: 'RSA';
  /** Base64, up to 512 characters. */
  readonly paySign: string;
}
