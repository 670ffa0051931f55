/** The part of `wx` the library uses: pass the real `wx`, or a fake of this type in a test. */
export type WxPort = Pick<
  WechatMiniprogram.Wx,
  'login' | 'request' | 'requestPayment' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync'
> & {
  /** Absent on old clients, which are then not asked. */
  requestSubscribeMessage?(option: { tmplIds: string[]; complete: () => void }): unknown;
  /** Missing from WeChat's own typings; absent below base library 2.6.0. */
  openBusinessView?(option: BusinessViewOption): unknown;
};

/** What `wx.openBusinessView` takes to confirm a receipt. */
export interface BusinessViewOption {
  readonly businessType: 'weappOrderConfirm';
  readonly extraData: { readonly transaction_id: string };
  readonly success: (result: BusinessViewResult) => void;
  readonly fail: (failure: { readonly errMsg?: string }) => void;
}

/** What its `success` gets: that the view was closed, and in `status` how. */
export interface BusinessViewResult {
  readonly errMsg?: string;
  readonly extraData?: { readonly status?: string; readonly errormsg?: string };
}
