import type { TabBarConfig } from '../program.ts';
import { element } from './element.ts';

/** The bar of tabs below the pages. */
export interface TabBar {
  readonly root: HTMLElement;
  /** Selects the tab of a route; `null` hides the bar. */
  select(route: string | null): void;
  setBadge(index: number, text: string | null): void;
}

/** Draws the tabs of app.json; without any, a bar that stays hidden. */
export function createTabBar(
  config: TabBarConfig | undefined,
  onTap: (route: string, index: number, text: string) => void,
): TabBar {
  const root = element('nav', 'phone-tabs', { role: 'tablist', hidden: '' });
  const color = config?.color ?? '#7a7e83';
  const selectedColor = config?.selectedColor ?? '#3cc51f';
  root.style.background = config?.backgroundColor ?? '#fff';
  const tabs = (config?.list ?? []).map((item, index) => {
    const tab = element('button', 'phone-tab', { type: 'button', role: 'tab' });
    const image = item.iconPath === undefined ? null : element('img', '', { alt: '' });
    const badge = element('span', 'phone-tab-badge', { hidden: '' });
    if (image !== null) tab.append(image);
    tab.append(element('span', '', {}, item.text), badge);
    tab.addEventListener('click', () => onTap(item.pagePath, index, item.text));
    root.append(tab);
    const show = (selected: boolean) => {
      tab.setAttribute('aria-selected', String(selected));
      tab.style.color = selected ? selectedColor : color;
      const source = selected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath;
      if (image !== null && source !== undefined) image.src = source.replace(/^\//, '');
    };
    return { route: item.pagePath, show, badge };
  });
  return {
    root,
    select(route) {
      root.hidden = route === null || tabs.length === 0;
      for (const tab of tabs) tab.show(tab.route === route);
    },
    setBadge(index, text) {
      const badge = tabs[index]?.badge;
      if (badge === undefined) return;
      badge.hidden = text === null;
      badge.textContent = text;
    },
  };
}
