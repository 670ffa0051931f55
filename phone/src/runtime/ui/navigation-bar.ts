import { element } from './element.ts';
import { icon } from './icons.ts';

/** The bar with the page's title and WeChat's capsule. */
export interface NavigationBar {
  readonly root: HTMLElement;
  show(bar: { title: string; background: string; color: string; canGoBack: boolean }): void;
  /** A custom navigation bar draws its own; the capsule stays. */
  setCustom(custom: boolean): void;
  setTitle(title: string): void;
  setColors(colors: { background?: string; color?: string }): void;
  setLoading(loading: boolean): void;
}

/** What the bar's buttons do. */
export interface NavigationBarActions {
  goBack(): void;
  openMenu(): void;
  relaunch(): void;
}

/** Draws the bar. */
export function createNavigationBar(actions: NavigationBarActions): NavigationBar {
  const back = iconButton('phone-nav-back', '返回', actions.goBack, icon('back', 24));
  const title = element('h1', 'phone-nav-title');
  const loading = element('span', 'phone-spinner phone-nav-loading', { hidden: '' });
  const capsule = element(
    'div',
    'phone-capsule',
    {},
    iconButton('', '更多', actions.openMenu, icon('more', 20, 4)),
    iconButton('', '重新启动', actions.relaunch, icon('target', 20, 2.2)),
  );
  const root = element('header', 'phone-nav', {}, back, loading, title, capsule);

  const setTitle = (text: string) => {
    title.textContent = text;
    document.title = text;
  };
  const setColors = (colors: { background?: string; color?: string }) => {
    if (colors.background !== undefined) {
      document.documentElement.style.setProperty('--nav-background', colors.background);
    }
    if (colors.color !== undefined) {
      document.documentElement.style.setProperty('--nav-color', colors.color);
    }
  };
  return {
    root,
    setTitle,
    setColors,
    show: ({ title: text, background, color, canGoBack }) => {
      setTitle(text);
      setColors({ background, color });
      back.hidden = !canGoBack;
      loading.hidden = true;
    },
    setCustom: (custom) => document.documentElement.classList.toggle('phone-custom-nav', custom),
    setLoading: (on) => {
      loading.hidden = !on;
    },
  };
}

function iconButton(className: string, label: string, onTap: () => void, drawing: SVGSVGElement) {
  const button = element('button', className, { type: 'button', 'aria-label': label }, drawing);
  button.addEventListener('click', onTap);
  return button;
}
