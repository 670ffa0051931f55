import { addChild, type BuiltIn } from './built-in.ts';

const SYMBOLS: Readonly<Record<string, string>> = {
  success: '✔',
  success_no_circle: '✓',
  info: 'ℹ',
  warn: '!',
  waiting: '⏱',
  cancel: '✕',
  clear: '✕',
  download: '↓',
  search: '⌕',
};

/** `<icon>`. */
export const icon: BuiltIn = {
  tag: 'icon',
  properties: {
    type: String,
    size: { type: null, value: 23 },
    color: { type: String, value: '#09bb07' },
  },
  mount(element) {
    const symbol = addChild(element, 'span');
    const draw = () => {
      symbol.textContent = SYMBOLS[element.text('type')] ?? '';
      symbol.style.fontSize = `${Number.parseInt(element.text('size'), 10)}px`;
      symbol.style.color = element.text('color');
    };
    return { changed: { type: draw, size: draw, color: draw } };
  },
};
