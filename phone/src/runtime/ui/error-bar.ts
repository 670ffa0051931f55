import { element, tapButton } from './element.ts';

/** A red bar that tells the developer what went wrong in the mini-program. */
export interface ErrorBar {
  show(error: unknown): void;
}

/** Makes the bar; it stays away until the first error and keeps the last one readable. */
export function createErrorBar(screen: HTMLElement): ErrorBar {
  const message = element('p', '');
  const count = element('strong', '');
  const bar = element('div', 'phone-error', { role: 'alert', hidden: '' }, count, message);
  bar.append(
    tapButton('', '关闭', () => {
      bar.hidden = true;
    }),
  );
  screen.append(bar);
  let errors = 0;
  return {
    show(error) {
      errors += 1;
      count.textContent = errors === 1 ? '运行错误' : `运行错误 × ${errors}`;
      message.textContent = describeError(error);
      bar.hidden = false;
    },
  };
}

/** A call that exists on a real phone and not here reads like a misspelling: says which of the two it is. */
function hint(message: string): string {
  const name = /\bwx\d*\.(\w+) is not a function/.exec(message)?.[1];
  return name === undefined
    ? ''
    : `\nwx.${name} 不在这部模拟手机支持的范围内（真机上可能有）；支持的接口见 phone/README.md。`;
}

/** One line for anything that can be thrown, `wx` fail objects included. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}${hint(error.message)}`;
  if (typeof error === 'object' && error !== null && 'errMsg' in error) return String(error.errMsg);
  return String(error);
}
