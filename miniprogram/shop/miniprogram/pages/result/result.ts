import { noOrder, viewOrder } from '../../models/order-view';
import { type ResultView, viewResult } from '../../models/result-view';
import { detailUrl, payAndShow, takeResult } from '../../services/checkout';
import { yifen } from '../../services/yifen';
import { errorText, type PayResult } from '../../yifen/index';

Page({
  data: {
    orderId: '',
    order: noOrder,
    result: null as ResultView | null,
    asking: false,
    paying: false,
    failure: '',
  },

  onLoad(query: Record<string, string | undefined>) {
    const orderId = decodeURIComponent(query.id ?? '');
    this.setData({ orderId });
    const result = takeResult(orderId);
    if (result) this.show(result);
    // A result that is still open is asked for while the payer looks at the page.
    if (!result || result.kind === 'pending') void this.ask();
  },

  onShow() {
    yifen.shown();
  },

  show(result: PayResult) {
    this.setData({ order: viewOrder(result.order), result: viewResult(result) });
  },

  async ask() {
    if (this.data.asking) return;
    this.setData({ asking: true, failure: '' });
    try {
      this.show(await yifen.confirm(this.data.orderId));
    } catch (error) {
      const failure = errorText(error);
      if (this.data.result) wx.showToast({ title: failure, icon: 'none' });
      else this.setData({ failure });
    } finally {
      this.setData({ asking: false });
    }
  },

  async pay() {
    if (this.data.paying) return;
    this.setData({ paying: true });
    await payAndShow(this.data.orderId, 'redirectTo');
    this.setData({ paying: false });
  },

  openOrder() {
    wx.redirectTo({ url: detailUrl(this.data.orderId) });
  },

  openShop() {
    wx.switchTab({ url: '/pages/shop/shop' });
  },
});
