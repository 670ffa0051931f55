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

  /** How often this page asked for the order; each question's number is its place in time. */
  asked: 0,
  /** The number of the newest statement shown: an older one that arrives late is not news. */
  newest: 0,

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
    this.asked += 1;
    const question = this.asked;
    try {
      const order = await yifen.order(this.data.orderId, { confirm: true });
      if (question > this.newest) this.show(order, question);
    } catch (error) {
      const failure = errorText(error);
      if (this.data.order) wx.showToast({ title: failure, icon: 'none' });
      else this.setData({ failure });
    }
  },

  show(order: Order, statement: number) {
    stated = order;
    this.newest = statement;
    this.setData({ order: viewOrder(order) });
  },

  /** Shows what an act of the payer's led to: newer than every answer that is still under way. */
  showOutcome(order: Order) {
    this.asked += 1;
    this.show(order, this.asked);
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
      this.showOutcome(await yifen.cancelOrder(this.data.orderId));
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
    this.showOutcome(order);
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
