import { showResumedPayment } from './services/checkout';
import { yifen } from './services/yifen';

App({
  onShow(options) {
    yifen.shown(options);
    void showResumedPayment();
  },
});
