import type { ProductCard } from '../../components/product-card/product-card';
import { productPicture } from '../../models/product-picture';
import { loadProducts } from '../../services/catalogue';
import { yifen } from '../../services/yifen';
import { errorText } from '../../yifen/index';

Page({
  data: {
    products: [] as ProductCard[],
    ghosts: [1, 2, 3, 4],
    loading: true,
    failure: '',
  },

  onLoad() {
    void this.load();
  },

  onShow() {
    yifen.shown();
  },

  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },

  async load() {
    this.setData({ loading: true, failure: '' });
    try {
      const products = await loadProducts();
      this.setData({
        products: products.map(({ imageUrl, ...product }) => ({
          ...product,
          picture: productPicture(product.id, imageUrl),
        })),
      });
    } catch (error) {
      const failure = errorText(error);
      // What is on the screen stays there: a failed refresh is only mentioned.
      if (this.data.products.length > 0) wx.showToast({ title: failure, icon: 'none' });
      else this.setData({ failure });
    } finally {
      this.setData({ loading: false });
    }
  },

  openProduct({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const id: unknown = currentTarget.dataset.id;
    wx.navigateTo({ url: `/pages/order/order?product=${encodeURIComponent(String(id))}` });
  },

  onShareAppMessage() {
    return { title: '半山茶铺 · 一山一季一盏茶', path: '/pages/shop/shop' };
  },
});
