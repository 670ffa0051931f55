import { element, tapButton } from './element.ts';

/** Shows choices at the bottom; answers the index of the one tapped, or `null` for 取消. */
export function showActionSheet(
  screen: HTMLElement,
  items: readonly string[],
  options: { readonly title?: string; readonly color?: string } = {},
): Promise<number | null> {
  return new Promise((resolve) => {
    const close = (chosen: number | null) => {
      layer.remove();
      resolve(chosen);
    };
    const sheet = element('div', 'phone-sheet', { role: 'dialog', 'aria-modal': 'true' });
    if (options.title) sheet.append(element('p', 'phone-sheet-title', {}, options.title));
    for (const [index, item] of items.entries()) {
      const button = tapButton('', item, () => close(index));
      button.style.color = options.color ?? '#000';
      sheet.append(button);
    }
    sheet.append(tapButton('phone-sheet-cancel', '取消', () => close(null)));
    const layer = element('div', 'phone-overlay phone-dim phone-bottom', {}, sheet);
    layer.addEventListener('click', ({ target }) => {
      if (target === layer) close(null);
    });
    screen.append(layer);
  });
}
