import type { SheetContent } from '../host/cashier.ts';
import { element, tapButton } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { formatYuan } from './format-yuan.ts';

/** WeChat's own page after a payment; answers when the payer taps 完成. */
export function showPayResult(screen: HTMLElement, content: SheetContent): Promise<void> {
  return new Promise((resolve) => {
    const done = tapButton('phone-pay-done', '完成', () => {
      page.remove();
      resolve();
    });
    const page = element(
      'section',
      'phone-pay-result',
      { role: 'dialog', 'aria-modal': 'true', 'aria-label': '支付结果' },
      element('p', 'phone-pay-success', {}, icon('check', 26, 2.6), '支付成功'),
      element('p', 'phone-pay-merchant', {}, content.merchantName),
      element('p', 'phone-pay-amount', {}, formatYuan(content.amountFen)),
      element('p', 'phone-pay-note', {}, '模拟支付 · 不会真实扣款'),
      done,
    );
    screen.append(page);
    done.focus({ preventScroll: true });
  });
}
