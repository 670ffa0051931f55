import { JSDOM, VirtualConsole } from 'jsdom';

/** The part of a mini-program's page object that tests use. */
export interface PageObject {
  readonly route: string;
  readonly data: Record<string, unknown>;
  readonly _$: { getShadowRoot(): { querySelector(selector: string): TreeNode | null } };
  setData(values: Record<string, unknown>): void;
  selectComponent(selector: string): Record<string, unknown> | null;
  selectAllComponents(selector: string): ChildObject[];
}

/** The instance of the fixture's `child` component. */
interface ChildObject {
  readonly data: Record<string, unknown>;
  greet(): string;
  origin(): string;
}

/** A node of glass-easel's tree. */
interface TreeNode {
  getBackendElement(): HTMLElement;
  getMethodCaller(): Record<string, () => unknown>;
}

/** The globals of a mini-program. */
interface MiniProgramGlobals {
  readonly wx: Record<string, (...args: unknown[]) => unknown>;
  getApp(): { readonly log: string[] };
  getCurrentPages(): PageObject[];
}

/** A phone running in jsdom: no layout, but everything else. */
export interface JsdomPhone {
  readonly globals: MiniProgramGlobals;
  readonly document: Document;
  /** Errors that nobody in the mini-program caught. */
  readonly errors: string[];
  readonly log: string[];
  readonly page: PageObject;
  /** The DOM element of a node of the current page. */
  find(selector: string): HTMLElement;
  text(selector: string): string;
  /** Taps as a mouse does, so that the framework's own tap recognition runs. */
  tap(target: string | Element): void;
  frames(count?: number): Promise<void>;
  close(): void;
}

/** Opens a served phone in jsdom and waits until its first page is ready. */
export async function openInJsdom(url: string): Promise<JsdomPhone> {
  const errors: string[] = [];
  const console = new VirtualConsole();
  console.on('error', (...parts: unknown[]) => errors.push(parts.join(' ')));
  console.on('jsdomError', (error) => errors.push(error.message));
  const dom = await JSDOM.fromURL(url, {
    runScripts: 'dangerously',
    resources: 'usable',
    pretendToBeVisual: true,
    virtualConsole: console,
    beforeParse(window) {
      Object.assign(window, {
        // The width of a phone; a desktop window would draw the device around it.
        innerWidth: 375,
        innerHeight: 720,
        // jsdom has neither layout nor fetch; Node's fetch wants Node's own signals.
        ResizeObserver: class {
          observe() {}
          disconnect() {}
        },
        matchMedia: () => ({ matches: false }),
        fetch,
        AbortController,
        TextDecoder,
      });
    },
  });
  const { window } = dom;
  const globals = window as unknown as MiniProgramGlobals;
  const frames = async (count = 2) => {
    for (let left = count; left > 0; left -= 1) {
      await new Promise((resolve) => window.requestAnimationFrame(resolve));
    }
  };
  await new Promise<void>((resolve) => {
    if (window.document.readyState === 'complete') resolve();
    else window.addEventListener('load', () => resolve());
  });
  await frames();
  const current = (): PageObject => {
    const page = globals.getCurrentPages().at(-1);
    if (page === undefined) throw new Error(`no page is open: ${errors.join('\n')}`);
    return page;
  };
  const find = (selector: string): HTMLElement => {
    const node = current()._$.getShadowRoot().querySelector(selector);
    if (node === null) throw new Error(`${selector} is not on ${current().route}`);
    return node.getBackendElement();
  };
  return {
    globals,
    document: window.document,
    errors,
    get log() {
      return globals.getApp().log;
    },
    get page() {
      return current();
    },
    find,
    text: (selector) => find(selector).textContent?.trim() ?? '',
    tap: (target) => {
      const element = typeof target === 'string' ? find(target) : target;
      for (const type of ['mousedown', 'mouseup', 'click']) {
        element.dispatchEvent(new window.MouseEvent(type, { bubbles: true, composed: true }));
      }
    },
    frames,
    close: () => window.close(),
  };
}
