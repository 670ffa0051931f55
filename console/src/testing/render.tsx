import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

declare global {
  // React asks for it before it lets tests flush effects.
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

const longestMs = 10_000;

/** Draws something into a page of jsdom, and gives the page and how to do things in it. */
export async function render(node: ReactNode) {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  const root = createRoot(place);
  await act(async () => root.render(node));
  const find = <T extends Element>(selector: string): T => {
    const found = document.querySelector<T>(selector);
    if (found === null) throw new Error(`there is no ${selector} in ${document.body.innerHTML}`);
    return found;
  };
  return {
    find,
    text: () => document.body.textContent ?? '',
    /** Lets the page draw what it has heard already. */
    settle: () => act(() => new Promise((resolve) => setTimeout(resolve, 0))),
    /** Lets the page go on until the check no longer throws. */
    until: async (check: () => void): Promise<void> => {
      const lastMs = performance.now() + longestMs;
      for (let isDone = false; !isDone; ) {
        try {
          check();
          isDone = true;
        } catch (error) {
          if (performance.now() > lastMs) throw error;
          await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
        }
      }
    },
    type: (selector: string, value: string) =>
      act(async () => {
        const input = find<HTMLInputElement>(selector);
        // React watches the property of the instance; the prototype's setter goes around it, as typing does.
        const prototype = Object.getPrototypeOf(input) as HTMLInputElement;
        Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    press: (selector: string, key: string) =>
      act(async () => {
        find(selector).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }),
    click: (selector: string) =>
      act(async () => {
        find<HTMLElement>(selector).click();
      }),
  };
}
