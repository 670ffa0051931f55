import type { PayerChoice, SheetContent } from '../host/cashier.ts';
import { showActionSheet } from '../ui/action-sheet.ts';
import { element } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { showModal } from '../ui/modal.ts';
import { formatYuan } from './format-yuan.ts';
import { createPayMethod } from './pay-method.ts';
import { createPinPad } from './pin-pad.ts';

/** What the sheet's menu offers for practice. */
const DRILLS: readonly (readonly [text: string, choice: PayerChoice])[] = [
  ['杀掉微信（未付款）', 'kill'],
  ['付款后杀掉微信（没有回调）', 'pay-then-kill'],
  ['付款成功，却回调 cancel', 'pay-but-cancel'],
  ['被风险控制拦下', 'risk-control'],
];

/** An open sheet: waits for the payer, then for WeChat. */
export interface PaySheet {
  /** The payer's choice; the sheet stays until it is closed. */
  readonly choice: Promise<PayerChoice>;
  close(): void;
}

/** Shows WeChat's cashier: merchant, amount, method, and six digits on the phone's own keys. */
export function openPaySheet(screen: HTMLElement, content: SheetContent): PaySheet {
  const { promise, resolve } = withResolver<PayerChoice>();
  /** What went wrong last at this sheet: what a payer who gives up now is recorded with. */
  let failure: PayerChoice = 'cancel';
  const method = createPayMethod(screen);

  async function tryAgain(text: string, choice: PayerChoice): Promise<void> {
    failure = choice;
    await showModal(screen, { content: text, showCancel: false, confirmText: '重试' });
    pad.clear();
  }

  const pad = createPinPad((isWrong) => {
    if (isWrong) return void tryAgain('支付密码错误，请重试', 'wrong-password');
    const lack = method.lack();
    if (lack !== null) return void tryAgain(lack, 'not-enough');
    sheet.classList.add('phone-pay-busy');
    resolve('pay');
  });

  const openMenu = async () => {
    const title = '练习：支付结果没有如实回到小程序';
    const texts = DRILLS.map(([text]) => text);
    const drill = DRILLS[(await showActionSheet(screen, texts, { title })) ?? -1];
    if (drill !== undefined) resolve(drill[1]);
  };

  const sheet = element(
    'section',
    'phone-pay',
    { role: 'dialog', 'aria-modal': 'true', 'aria-label': '微信支付' },
    header(() => resolve(failure), openMenu),
    element('p', 'phone-pay-merchant', {}, content.merchantName),
    element('p', 'phone-pay-amount', {}, formatYuan(content.amountFen)),
    row('商品', content.description),
    row('付款方式', method.button),
    pad.boxes,
    element('p', 'phone-pay-note', {}, '模拟支付 · 不会真实扣款（密码任意 6 位，000000 是错的）'),
    pad.keys,
    element(
      'div',
      'phone-pay-wait',
      { role: 'status' },
      element('span', 'phone-spinner'),
      '支付中…',
    ),
  );
  const layer = element('div', 'phone-overlay phone-dim phone-bottom', {}, sheet);
  screen.append(layer);
  return { choice: promise, close: () => layer.remove() };
}

function header(onClose: () => void, onMenu: () => void): HTMLElement {
  const close = element('button', '', { type: 'button', 'aria-label': '关闭' }, icon('close', 20));
  close.addEventListener('click', onClose);
  const menu = element('button', '', { type: 'button', 'aria-label': '练习' }, icon('more', 22, 4));
  menu.addEventListener('click', onMenu);
  const title = element('h2', 'phone-pay-title', {}, '请输入支付密码');
  return element('header', 'phone-pay-header', {}, close, title, menu);
}

function row(name: string, value: Node | string): HTMLElement {
  return element(
    'div',
    'phone-pay-row',
    {},
    element('span', '', {}, name),
    element('span', '', {}, value),
  );
}

function withResolver<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
