import { type OrderView, viewOrder } from '../../models/order-view';
import { detailUrl, payAndShow } from '../../services/checkout';
import { yifen } from '../../services/yifen';
import { errorText } from '../../yifen/index';

const pageSize = 10;

Page({
  data: {
    orders: [] as OrderView[],
    ghosts: [1, 2, 3],
    nextCursor: null as string | null,
    loaded: false,
    loadingMore: false,
    payingId: '',
    failure: '',
  },

  /** How often this page asked for the list; only the newest answer is shown. */
  asked: 0,

  onShow() {
    yifen.shown();
    void this.refresh();
  },

  async onPullDownRefresh() {
    await this.refresh();
    wx.stopPullDownRefresh();
  },

  onReachBottom() {
    void this.loadMore();
  },

  async refresh() {
    this.setData({ failure: '' });
    this.asked += 1;
    const question = this.asked;
    try {
      const { items, nextCursor } = await yifen.orders({ limit: pageSize });
      if (question !== this.asked) return;
      this.setData({ orders: items.map(viewOrder), nextCursor, loaded: true });
    } catch (error) {
      const failure = errorText(error);
      if (this.data.loaded) wx.showToast({ title: failure, icon: 'none' });
      else this.setData({ failure });
    }
  },

  async loadMore() {
    const { nextCursor: cursor, loadingMore } = this.data;
    if (cursor === null || loadingMore) return;
    this.setData({ loadingMore: true });
    try {
      const { items, nextCursor } = await yifen.orders({ cursor, limit: pageSize });
      // A refresh meanwhile has replaced the list this page belonged to.
      if (this.data.nextCursor !== cursor) return;
      this.setData({ orders: [...this.data.orders, ...items.map(viewOrder)], nextCursor });
    } catch (error) {
      wx.showToast({ title: errorText(error), icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },

  openOrder({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
    wx.navigateTo({ url: detailUrl(detail.id) });
  },

  async payOrder({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
    if (this.data.payingId !== '') return;
    this.setData({ payingId: detail.id });
    await payAndShow(detail.id, 'navigateTo');
    this.setData({ payingId: '' });
  },

  openShop() {
    wx.switchTab({ url: '/pages/shop/shop' });
  },
});
