import { showResumedPayment } from './services/checkout';
import { yifen } from './services/yifen';

App({
  onShow() {
    yifen.shown();
    void showResumedPayment();
  },
});
