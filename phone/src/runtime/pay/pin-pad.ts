import { element } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';

const LENGTH = 6;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'back'] as const;

/** Six boxes and the number keys; a hardware keyboard works too. */
export interface PinPad {
  readonly boxes: HTMLElement;
  readonly keys: HTMLElement;
  /** Empties the boxes for another try. */
  clear(): void;
}

/**
 * Makes the pad; the digits themselves are never kept, only how many were typed and whether all of them were zeros:
 * that is the wrong password.
 */
export function createPinPad(onComplete: (isWrong: boolean) => void): PinPad {
  let typed = 0;
  let zeros = 0;
  const dots = Array.from({ length: LENGTH }, () => element('i', ''));
  const boxes = element('div', 'phone-pin', { 'aria-label': '支付密码', role: 'group' }, ...dots);
  const draw = () => {
    for (const [index, dot] of dots.entries()) dot.classList.toggle('phone-on', index < typed);
  };
  const press = (key: string) => {
    if (typed === LENGTH) return;
    if (key === 'back') {
      zeros = Math.max(0, zeros - (zeros === typed ? 1 : 0));
      typed = Math.max(0, typed - 1);
    } else {
      zeros += key === '0' && zeros === typed ? 1 : 0;
      typed += 1;
    }
    draw();
    if (typed === LENGTH) onComplete(zeros === LENGTH);
  };

  const keys = element('div', 'phone-keys', { tabindex: '-1' });
  for (const key of KEYS) {
    if (key === '') {
      keys.append(element('span', ''));
      continue;
    }
    const label = key === 'back' ? '删除' : key;
    const face = key === 'back' ? icon('backspace', 26, 1.6) : key;
    const button = element('button', '', { type: 'button', 'aria-label': label }, face);
    button.addEventListener('click', () => press(key));
    keys.append(button);
  }
  keys.addEventListener('keydown', ({ key }) => {
    if (/^\d$/.test(key)) press(key);
    if (key === 'Backspace') press('back');
  });
  // Focus moves here so that typed digits do not land in an input of the page below.
  requestAnimationFrame(() => keys.focus({ preventScroll: true }));
  const clear = () => {
    typed = 0;
    zeros = 0;
    draw();
    keys.focus({ preventScroll: true });
  };
  return { boxes, keys, clear };
}
