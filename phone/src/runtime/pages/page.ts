import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { ProgramSpace } from '../easel/create-space.ts';
import { domOf, type Instance, instanceOf } from '../easel/instance.ts';
import type { WindowConfig } from '../program.ts';
import { element } from '../ui/element.ts';
import type { EventChannel } from './event-channel.ts';
import type { PageUrl } from './page-url.ts';

/** An open page. */
export interface OpenPage extends PageUrl {
  readonly id: number;
  readonly instance: Instance;
  /** What scrolls. */
  readonly scroller: HTMLElement;
  /** Calls a hook of the page, e.g. `onShow`, when it has one. */
  call(hook: string, argument?: unknown): void;
  /** Tells the components on it: their `pageLifetimes`. */
  announce(lifetime: 'show' | 'hide'): void;
  setVisible(visible: boolean): void;
  destroy(): void;
}

/** What a page needs from around it. */
export interface PageSurroundings {
  readonly program: ProgramSpace;
  /** The area pages are drawn into. */
  readonly area: HTMLElement;
  readonly window: WindowConfig;
  onError(error: unknown): void;
}

let lastId = 0;

/** Creates a page, attaches it, and answers before any of its hooks ran. */
export function createPage(
  { route, query }: PageUrl,
  { program, area, window: config, onError }: PageSurroundings,
  channel: EventChannel | null,
): OpenPage {
  lastId += 1;
  const id = lastId;
  const placeholder = element('span', '');
  const box = element('div', 'phone-page', { 'data-route': route }, placeholder);
  area.append(box);
  const root = program.backend.createRoot('page', program.space, route);
  const component = root.getComponent();
  const instance = instanceOf(component);
  Object.assign(instance, {
    route,
    __route__: route,
    options: query,
    getPageId: () => `pageId:${id}`,
  });
  if (channel !== null) Object.assign(instance, { getOpenerEventChannel: () => channel });
  // Pages made with Component() take the query as properties.
  for (const [name, value] of Object.entries(query)) {
    if (glassEasel.Component.hasProperty(component, name)) instance.setData({ [name]: value });
  }
  root.attach(asBackendElement(box), asBackendElement(placeholder));
  const scroller = domOf(component);
  if (scroller === null) throw new Error(`page ${route} has no element`);
  scroller.dataset.route = route;

  const call = (hook: string, argument?: unknown): void => {
    const method = instance[hook];
    if (typeof method !== 'function') return;
    try {
      const result: unknown = method.call(instance, argument);
      if (result instanceof Promise) result.catch(onError);
    } catch (error) {
      onError(error);
    }
  };
  watchScrolling(scroller, config.onReachBottomDistance ?? 50, call);
  return {
    id,
    route,
    query,
    instance,
    scroller,
    call,
    announce: (lifetime) => component.triggerPageLifetime(lifetime, []),
    setVisible: (visible) => {
      box.hidden = !visible;
    },
    destroy: () => {
      call('onUnload');
      root.release();
      box.remove();
    },
  };
}

function watchScrolling(
  scroller: HTMLElement,
  bottomDistancePx: number,
  call: OpenPage['call'],
): void {
  let wasAtBottom = false;
  scroller.addEventListener('scroll', () => {
    const { scrollTop, clientHeight, scrollHeight } = scroller;
    call('onPageScroll', { scrollTop });
    const isAtBottom = scrollTop + clientHeight >= scrollHeight - bottomDistancePx;
    if (isAtBottom && !wasAtBottom) call('onReachBottom');
    wasAtBottom = isAtBottom;
  });
}

function asBackendElement(dom: HTMLElement): glassEasel.GeneralBackendElement {
  return dom as unknown as glassEasel.GeneralBackendElement;
}
