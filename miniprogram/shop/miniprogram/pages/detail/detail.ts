import { type OrderView, viewOrder } from '../../models/order-view';
import { payAndShow } from '../../services/checkout';
import { yifen } from '../../services/yifen';
import { errorText, type Order } from '../../yifen/index';

/** The order as the server stated it; pages keep only what they show. */
let stated: Order | null = null;

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
      this.show(await yifen.order(this.data.orderId, { confirm: true }));
    } catch (error) {
      const failure = errorText(error);
      if (this.data.order) wx.showToast({ title: failure, icon: 'none' });
      else this.setData({ failure });
    }
  },

  show(order: Order) {
    stated = order;
    this.setData({ order: viewOrder(order) });
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
      this.show(await yifen.cancelOrder(this.data.orderId));
    } catch (error) {
      wx.showToast({ title: errorText(error), icon: 'none' });
      // It may have been paid or closed meanwhile: show what it is now.
      await this.load();
    } finally {
      this.setData({ busy: false });
    }
  },

  async confirmReceipt() {
    if (this.data.busy || stated?.id !== this.data.orderId) return;
    this.setData({ busy: true });
    const { kind, message, order } = await yifen.confirmReceipt(stated);
    this.show(order);
    this.setData({ busy: false });
    wx.showToast({ title: message, icon: kind === 'received' ? 'success' : 'none' });
  },

  copyTrackingNo({ currentTarget }: WechatMiniprogram.TouchEvent) {
    wx.setClipboardData({ data: String(currentTarget.dataset.number) });
  },

  copyNumber() {
    if (this.data.order) wx.setClipboardData({ data: this.data.order.outTradeNo });
  },
});
