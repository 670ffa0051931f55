import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { domOf, instanceOf, type TriggerOptions } from './instance.ts';

/** WeChat's ComponentDescriptor: what a WXS responder may do with an element. */
export interface ComponentDescriptor {
  getState(): Record<string, unknown>;
  getDataset(): Record<string, unknown>;
  selectComponent(selector: string): ComponentDescriptor | null;
  selectAllComponents(selector: string): (ComponentDescriptor | null)[];
  setStyle(style: string | Record<string, string | number>): ComponentDescriptor;
  addClass(name: string): ComponentDescriptor;
  removeClass(name: string): ComponentDescriptor;
  hasClass(name: string): boolean;
  callMethod(name: string, argument?: unknown): unknown;
  triggerEvent(name: string, detail?: unknown, options?: TriggerOptions): void;
  requestAnimationFrame(callback: FrameRequestCallback): number;
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
  getComputedStyle(names: readonly string[]): Record<string, string>;
  getBoundingClientRect(): DOMRect | undefined;
}

/** One per element, because `getState()` must give the same object every time. */
const descriptors = new WeakMap<glassEasel.Element, ComponentDescriptor>();

/** Answers the element's descriptor; the same one for the same element. */
export function describeComponent(element: glassEasel.Element | null): ComponentDescriptor | null {
  if (!element) return null;
  const known = descriptors.get(element);
  if (known !== undefined) return known;
  const descriptor = createDescriptor(element);
  descriptors.set(element, descriptor);
  return descriptor;
}

function createDescriptor(element: glassEasel.Element): ComponentDescriptor {
  const state = {};
  const component = glassEasel.Component.isComponent(element) ? element : null;
  const inside = component?.getShadowRoot() ?? element;
  const descriptor: ComponentDescriptor = {
    getState: () => state,
    getDataset: () => element.dataset ?? {},
    selectComponent: (selector) => describeComponent(inside.querySelector(selector)),
    selectAllComponents: (selector) => inside.querySelectorAll(selector).map(describeComponent),
    setStyle(style) {
      const css = domOf(element)?.style;
      if (css === undefined) return descriptor;
      if (typeof style === 'string') css.cssText = style;
      else
        for (const [name, value] of Object.entries(style)) css.setProperty(kebab(name), `${value}`);
      return descriptor;
    },
    addClass: (name) => toggleClass(name, true),
    removeClass: (name) => toggleClass(name, false),
    hasClass: (name) => element.classList?.contains(name) ?? false,
    callMethod(name, argument) {
      const caller = component === null ? null : instanceOf(component);
      const method = caller?.[name];
      return typeof method === 'function' ? method.call(caller, argument) : undefined;
    },
    triggerEvent: (name, detail, options) => element.triggerEvent(name, detail, options),
    requestAnimationFrame: (callback) => requestAnimationFrame(callback),
    setTimeout: (callback, delayMs) => window.setTimeout(callback, delayMs),
    clearTimeout: (timer) => window.clearTimeout(timer),
    getComputedStyle(names) {
      const dom = domOf(element);
      if (dom === null) return {};
      const computed = getComputedStyle(dom);
      return Object.fromEntries(
        names.map((name) => [name, computed.getPropertyValue(kebab(name))]),
      );
    },
    getBoundingClientRect: () => domOf(element)?.getBoundingClientRect(),
  };
  const toggleClass = (name: string, on: boolean) => {
    element.classList?.toggle(name, on);
    return descriptor;
  };
  return descriptor;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
