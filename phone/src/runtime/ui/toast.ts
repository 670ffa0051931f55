import { element } from './element.ts';
import { icon } from './icons.ts';

/** Options of `wx.showToast` and `wx.showLoading`. */
export interface ToastOptions {
  readonly title: string;
  /** Default `success`. */
  readonly icon?: 'success' | 'error' | 'loading' | 'none';
  readonly image?: string;
  /** Default 1500; 0 stays until it is hidden. */
  readonly durationMs?: number;
  /** Default false: touches go through to the page. */
  readonly mask?: boolean;
}

/** The one toast a phone shows at a time. */
export interface Toast {
  show(options: ToastOptions): void;
  hide(): void;
}

/** Makes the toast of a screen. */
export function createToast(screen: HTMLElement): Toast {
  let shown: HTMLElement | null = null;
  let timer = 0;

  const hide = () => {
    window.clearTimeout(timer);
    shown?.remove();
    shown = null;
  };
  return {
    hide,
    show({ title, icon: kind = 'success', image, durationMs = 1500, mask = false }) {
      hide();
      const box = element('div', 'phone-toast');
      if (image !== undefined) box.append(element('img', '', { src: image, alt: '' }));
      else if (kind === 'loading') box.append(element('span', 'phone-spinner'));
      else if (kind !== 'none') box.append(icon(kind === 'error' ? 'warning' : 'check', 44, 1.8));
      box.classList.toggle('phone-toast-plain', kind === 'none' && image === undefined);
      box.append(element('p', '', {}, title));
      shown = element('div', 'phone-overlay phone-toast-layer', { role: 'status' }, box);
      shown.classList.toggle('phone-passive', !mask);
      screen.append(shown);
      if (durationMs > 0) timer = window.setTimeout(hide, durationMs);
    },
  };
}
