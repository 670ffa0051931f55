import { element, tapButton } from './element.ts';

/** A dialog's texts; see `wx.showModal`. */
export interface ModalOptions {
  readonly title?: string;
  readonly content?: string;
  /** Default true. */
  readonly showCancel?: boolean;
  /** Default 取消. */
  readonly cancelText?: string;
  readonly cancelColor?: string;
  /** Default 确定. */
  readonly confirmText?: string;
  readonly confirmColor?: string;
  /** Default false: no input box. */
  readonly editable?: boolean;
  readonly placeholderText?: string;
}

/** Which button was tapped, and what stood in the input box. */
export interface ModalAnswer {
  readonly confirm: boolean;
  readonly cancel: boolean;
  readonly content: string | null;
}

/** Shows a dialog and answers once it is closed. */
export function showModal(screen: HTMLElement, options: ModalOptions): Promise<ModalAnswer> {
  return new Promise((resolve) => {
    const input = options.editable
      ? element('input', 'phone-modal-input', { placeholder: options.placeholderText ?? '' })
      : null;
    if (input !== null) input.value = options.content ?? '';
    const close = (confirm: boolean) => {
      layer.remove();
      resolve({ confirm, cancel: !confirm, content: input?.value ?? null });
    };
    const buttons = element('div', 'phone-modal-buttons');
    if (options.showCancel ?? true) {
      const cancel = tapButton('', options.cancelText ?? '取消', () => close(false));
      cancel.style.color = options.cancelColor ?? '#000';
      buttons.append(cancel);
    }
    const confirm = tapButton('', options.confirmText ?? '确定', () => close(true));
    confirm.style.color = options.confirmColor ?? '#576b95';
    buttons.append(confirm);

    const text = element('div', 'phone-modal-text');
    if (options.title) text.append(element('h2', '', {}, options.title));
    if (input !== null) text.append(input);
    else if (options.content) text.append(element('p', '', {}, options.content));
    text.classList.toggle('phone-modal-untitled', !options.title);
    const box = element('div', 'phone-modal', { role: 'dialog', 'aria-modal': 'true' }, text);
    box.append(buttons);
    const layer = element('div', 'phone-overlay phone-dim', {}, box);
    screen.append(layer);
  });
}
