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

/** One line for anything that can be thrown, `wx` fail objects included. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  if (typeof error === 'object' && error !== null && 'errMsg' in error) return String(error.errMsg);
  return String(error);
}
