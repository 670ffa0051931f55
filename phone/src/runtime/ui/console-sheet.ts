import type { ConsoleEntry } from '../host/keep-console.ts';
import { element, tapButton } from './element.ts';

/** Shows the console's lines over the page, the latest at the bottom. */
export function showConsoleSheet(screen: HTMLElement, lines: readonly ConsoleEntry[]): void {
  const list = element(
    'ol',
    'phone-console-lines',
    { tabindex: '0' },
    ...lines.map(({ level, text }) => element('li', `phone-console-${level}`, {}, text)),
  );
  const empty = element('p', 'phone-console-empty', {}, '还没有输出');
  const close = tapButton('phone-console-close', '关闭', () => layer.remove());
  const sheet = element(
    'section',
    'phone-console',
    { role: 'dialog', 'aria-modal': 'true', 'aria-label': '控制台' },
    element('header', 'phone-console-header', {}, element('h2', '', {}, '控制台'), close),
    lines.length === 0 ? empty : list,
  );
  const layer = element('div', 'phone-overlay phone-dim phone-bottom', {}, sheet);
  layer.addEventListener('click', ({ target }) => {
    if (target === layer) layer.remove();
  });
  screen.append(layer);
  list.scrollTop = list.scrollHeight;
  close.focus({ preventScroll: true });
}
