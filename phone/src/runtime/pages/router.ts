import type { Program } from '../program.ts';
import { ApiFailure } from '../wx/api.ts';
import { createEventChannel, type EventChannel } from './event-channel.ts';
import type { OpenPage } from './page.ts';
import { formatPageUrl, type PageUrl, parsePageUrl } from './page-url.ts';

/** Moves between pages as `wx.navigateTo` and its siblings do; failures are `ApiFailure`s. */
export interface Router {
  /** Lower pages first. */
  readonly stack: readonly OpenPage[];
  top(): OpenPage | undefined;
  /** Opens the first page. */
  launch(url: PageUrl): void;
  navigateTo(url: string, events?: Readonly<Record<string, unknown>>): EventChannel;
  redirectTo(url: string): void;
  reLaunch(url: string): void;
  switchTab(url: string): void;
  navigateBack(delta: number): void;
}

/** What the router does to the world. */
export interface RouterEffects {
  create(url: PageUrl, channel: EventChannel | null): OpenPage;
  /** Dresses the screen for the page now on top. */
  dress(page: OpenPage, canGoBack: boolean, tab: string | null): void;
  /** Keeps the address, so that a reload opens the same page. */
  remember(url: string): void;
}

const DEEPEST_STACK = 10;

/** Makes the router of a program. */
export function createRouter(program: Program, effects: RouterEffects): Router {
  const stack: OpenPage[] = [];
  const tabRoutes = (program.app.tabBar?.list ?? []).map((tab) => tab.pagePath);
  /** Pages of tabs are kept when another tab is shown. */
  const tabPages = new Map<string, OpenPage>();
  const top = () => stack.at(-1);

  const find = (url: string): PageUrl => {
    const target = parsePageUrl(url, top()?.route ?? '');
    if (program.pages.includes(target.route)) return target;
    throw new ApiFailure(`page "${target.route}" is not found`);
  };
  const findNoTab = (url: string, api: string): PageUrl => {
    const target = find(url);
    if (!tabRoutes.includes(target.route)) return target;
    throw new ApiFailure(`can not ${api} a tabbar page`);
  };

  const show = (page: OpenPage) => {
    for (const other of new Set([...stack, ...tabPages.values()])) other.setVisible(other === page);
    const isTab = stack.length === 1 && tabRoutes.includes(page.route);
    effects.dress(page, stack.length > 1, isTab ? page.route : null);
    effects.remember(formatPageUrl(page));
    page.call('onShow');
    page.announce('show');
  };
  const hide = (page: OpenPage | undefined) => {
    page?.call('onHide');
    page?.announce('hide');
  };
  const open = (url: PageUrl, channel: EventChannel | null = null) => {
    const page = effects.create(url, channel);
    stack.push(page);
    if (stack.length === 1 && tabRoutes.includes(url.route)) tabPages.set(url.route, page);
    page.call('onLoad', url.query);
    show(page);
    // Its components' `ready` was queued before this, and so runs first.
    requestAnimationFrame(() => page.call('onReady'));
  };
  const closeTop = () => stack.pop()?.destroy();

  return {
    stack,
    top,
    launch: (url) => open(url),
    navigateTo(url, events = {}) {
      const target = findNoTab(url, 'navigateTo');
      if (stack.length >= DEEPEST_STACK) throw new ApiFailure('webview count limit exceed');
      const channel = createEventChannel();
      for (const [name, listener] of Object.entries(events)) {
        if (typeof listener === 'function') channel.opener.on(name, (...args) => listener(...args));
      }
      hide(top());
      open(target, channel.opened);
      return channel.opener;
    },
    redirectTo(url) {
      const target = findNoTab(url, 'redirectTo');
      closeTop();
      open(target);
    },
    reLaunch(url) {
      const target = find(url);
      for (const page of tabPages.values()) if (!stack.includes(page)) page.destroy();
      tabPages.clear();
      while (stack.length > 0) closeTop();
      open(target);
    },
    switchTab(url) {
      const { route } = find(url);
      if (!tabRoutes.includes(route)) throw new ApiFailure('can not switch to no-tabBar page');
      if (stack.length === 1 && top()?.route === route) return;
      while (stack.length > 1) closeTop();
      const below = top();
      if (below?.route !== route) {
        if (below !== undefined && tabPages.get(below.route) === below) {
          hide(below);
          stack.pop();
        } else closeTop();
      }
      const kept = tabPages.get(route);
      if (kept === undefined) {
        open({ route, query: {} });
      } else {
        if (top() !== kept) stack.push(kept);
        show(kept);
      }
    },
    navigateBack(delta) {
      const closing = Math.min(Math.max(1, delta), stack.length - 1);
      if (closing < 1) throw new ApiFailure('cannot navigate back at first page.');
      for (let closed = 0; closed < closing; closed += 1) closeTop();
      const page = top();
      if (page !== undefined) show(page);
    },
  };
}
