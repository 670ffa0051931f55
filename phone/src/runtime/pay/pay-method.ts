import { showActionSheet } from '../ui/action-sheet.ts';
import { element } from '../ui/element.ts';

/** The ways of paying on this phone; `lack` is what WeChat says when there is not enough. */
const METHODS: readonly { readonly name: string; readonly lack: string | null }[] = [
  { name: '零钱', lack: null },
  { name: '招商银行储蓄卡（8888）', lack: null },
  { name: '建设银行储蓄卡（6666，余额不足）', lack: '银行卡余额不足，请更换付款方式' },
];

/** The line of the sheet that names the way of paying, and changes it. */
export interface PayMethod {
  readonly button: HTMLElement;
  /** What is said when it cannot pay; `null` when it can. */
  lack(): string | null;
}

/** Makes the line; it begins with the balance. */
export function createPayMethod(screen: HTMLElement): PayMethod {
  let chosen = METHODS[0];
  const name = element('span', 'phone-pay-name', {}, chosen?.name ?? '');
  const coin = element('i', 'phone-pay-coin', { 'aria-hidden': 'true' }, '¥');
  const button = element('button', 'phone-pay-method', { type: 'button' }, coin, name, ' ›');
  button.addEventListener('click', async () => {
    const names = METHODS.map((method) => method.name);
    const index = await showActionSheet(screen, names, { title: '选择付款方式' });
    if (index === null) return;
    chosen = METHODS[index];
    name.textContent = chosen?.name ?? '';
  });
  return { button, lack: () => chosen?.lack ?? null };
}
