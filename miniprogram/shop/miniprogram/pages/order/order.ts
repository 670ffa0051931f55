import { maskPhone } from '../../models/mask-phone';
import { productPicture } from '../../models/product-picture';
import { knownProduct, loadProducts } from '../../services/catalogue';
import { payAndShow } from '../../services/checkout';
import { yifen } from '../../services/yifen';
import { errorText, type Product } from '../../yifen/index';

/** The most of one product in one order. */
const maxQuantity = 99;

Page({
  data: {
    productId: '',
    product: null as Product | null,
    picture: '',
    quantity: 1,
    max: 1,
    totalFen: 0,
    paying: false,
    failure: '',
    /** Masked: the whole number is nothing the page needs. */
    phone: '',
  },

  onLoad(query: Record<string, string | undefined>) {
    const productId = decodeURIComponent(query.product ?? '');
    this.setData({ productId });
    const product = knownProduct(productId);
    if (product) this.show(product);
    else void this.load();
  },

  onShow() {
    yifen.shown();
  },

  async load() {
    this.setData({ failure: '' });
    try {
      await loadProducts();
      const product = knownProduct(this.data.productId);
      if (product) this.show(product);
      else this.setData({ product: null, failure: '商品已下架' });
    } catch (error) {
      this.setData({ failure: errorText(error) });
    }
  },

  show(product: Product) {
    const max = Math.min(maxQuantity, product.stock ?? maxQuantity);
    this.setData({ product, max, picture: productPicture(product.id, product.imageUrl) });
    this.setQuantity(Math.max(1, Math.min(this.data.quantity, max)));
  },

  changeQuantity({ detail }: WechatMiniprogram.CustomEvent<{ value: number }>) {
    this.setQuantity(detail.value);
  },

  setQuantity(quantity: number) {
    this.setData({ quantity, totalFen: (this.data.product?.priceFen ?? 0) * quantity });
  },

  async givePhone({ detail }: WechatMiniprogram.ButtonGetPhoneNumber) {
    // Refused, or not permitted: the order is placed without it.
    if (!detail.code) return;
    try {
      const { purePhoneNumber } = await yifen.phoneNumber(detail.code, { keep: true });
      this.setData({ phone: maskPhone(purePhoneNumber) });
    } catch (error) {
      wx.showToast({ title: errorText(error), icon: 'none' });
    }
  },

  async buy() {
    const { productId, quantity, paying } = this.data;
    if (paying) return;
    this.setData({ paying: true });
    try {
      const order = await yifen.createOrder([{ productId, quantity }]);
      await payAndShow(order.id, 'redirectTo');
    } catch (error) {
      await wx.showModal({ title: '下单失败', content: errorText(error), showCancel: false });
      // The catalogue may be what has changed: sold out, or another price.
      await this.load();
    } finally {
      this.setData({ paying: false });
    }
  },
});
