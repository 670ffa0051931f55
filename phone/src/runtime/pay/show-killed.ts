import { element, tapButton } from '../ui/element.ts';

/** What a payer sees after killing WeChat: no app at all, and a way to open it again. */
export function showKilled(screen: HTMLElement, reopen: () => void): void {
  const page = element(
    'section',
    'phone-killed',
    { role: 'dialog', 'aria-label': '微信已关闭' },
    element('h2', 'phone-killed-title', {}, '微信已被关闭'),
    element('p', 'phone-killed-text', {}, '小程序没有收到 wx.requestPayment 的任何回调。'),
    tapButton('', '重新打开小程序', reopen),
  );
  screen.replaceChildren(page);
}
