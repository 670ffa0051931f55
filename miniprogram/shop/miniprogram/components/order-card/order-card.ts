import { noOrder } from '../../models/order-view';

/** One order of the list; triggers `open` and `pay` with `{ id }`. */
Component({
  properties: {
    order: { type: Object, value: noOrder },
    paying: { type: Boolean, value: false },
  },
  methods: {
    open() {
      this.triggerEvent('open', { id: this.data.order.id });
    },
    pay() {
      this.triggerEvent('pay', { id: this.data.order.id });
    },
  },
});
