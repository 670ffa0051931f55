import { type OrderView, viewOrder } from '../../models/order-view';
import { payAndShow } from '../../services/checkout';
import { yifen } from '../../services/yifen';
import { errorText } from '../../yifen/index';

Page({
  data: {
    orderId: '',
    order: null as OrderView | null,
    busy: false,
    failure: '',
  },

  onLoad(query: Record<string, string | undefined>) {
    this.setData({ orderId: decodeURIComponent(query.id ?? '') });
  },

  onShow() {
    yifen.shown();
    void this.load();
  },

  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },

  async load() {
    this.setData({ failure: '' });
    try {
      const order = await yifen.order(this.data.orderId, { confirm: true });
      this.setData({ order: viewOrder(order) });
    } catch (error) {
      const failure = errorText(error);
      if (this.data.order) wx.showToast({ title: failure, icon: 'none' });
      else this.setData({ failure });
    }
  },

  async pay() {
    if (this.data.busy) return;
    this.setData({ busy: true });
    await payAndShow(this.data.orderId, 'redirectTo');
    this.setData({ busy: false });
  },

  async cancel() {
    if (this.data.busy) return;
    const { confirm } = await wx.showModal({
      title: '取消这个订单？',
      content: '取消后不能恢复，需要重新下单',
      cancelText: '再想想',
      confirmText: '取消订单',
    });
    if (!confirm || this.data.busy) return;
    this.setData({ busy: true });
    try {
      this.setData({ order: viewOrder(await yifen.cancelOrder(this.data.orderId)) });
    } catch (error) {
      wx.showToast({ title: errorText(error), icon: 'none' });
      // It may have been paid or closed meanwhile: show what it is now.
      await this.load();
    } finally {
      this.setData({ busy: false });
    }
  },

  copyNumber() {
    if (this.data.order) wx.setClipboardData({ data: this.data.order.outTradeNo });
  },
});
