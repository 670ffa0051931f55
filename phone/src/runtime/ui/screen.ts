import type { AppConfig, WindowConfig } from '../program.ts';
import { showActionSheet } from './action-sheet.ts';
import { type AskSheetOptions, showAskSheet } from './ask-sheet.ts';
import { type BannerContent, showBanner } from './banner.ts';
import type { Placement } from './device-frame.ts';
import { element } from './element.ts';
import { createErrorBar, type ErrorBar } from './error-bar.ts';
import { type ModalAnswer, type ModalOptions, showModal } from './modal.ts';
import {
  createNavigationBar,
  type NavigationBar,
  type NavigationBarActions,
} from './navigation-bar.ts';
import { createStatusBar } from './status-bar.ts';
import { createTabBar, type TabBar } from './tab-bar.ts';
import { createToast, type Toast } from './toast.ts';

/** The phone's screen: system bars, the area of the pages, and what lies over them. */
export interface Screen {
  readonly root: HTMLElement;
  readonly pages: HTMLElement;
  readonly navigationBar: NavigationBar;
  readonly tabBar: TabBar;
  readonly toast: Toast;
  readonly errorBar: ErrorBar;
  /** Height of the drawn status bar in px; 0 where the real phone draws its own. */
  readonly statusBarHeight: number;
  /** Dresses the screen for a page. */
  showPage(page: { window: WindowConfig; canGoBack: boolean; tab: string | null }): void;
  modal(options: ModalOptions): Promise<ModalAnswer>;
  actionSheet(
    items: readonly string[],
    options?: { title?: string; color?: string },
  ): Promise<number | null>;
  /** A question of WeChat's own: which choices stayed ticked, `null` when it was refused. */
  ask(options: AskSheetOptions): Promise<readonly number[] | null>;
  banner(content: BannerContent, onTap: () => void): void;
}

/** What the screen's own buttons do. */
export interface ScreenActions extends NavigationBarActions {
  openTab(route: string, index: number, text: string): void;
}

const STATUS_BAR_PX = 44;

/** Draws the screen into the document. */
export function createScreen(app: AppConfig, placement: Placement, actions: ScreenActions): Screen {
  const isEmbedded = placement === 'embedded';
  const navigationBar = createNavigationBar(actions);
  const tabBar = createTabBar(app.tabBar, actions.openTab);
  const pages = element('main', 'phone-pages');
  const root = element('div', 'phone-screen', {}, navigationBar.root, pages, tabBar.root);
  if (isEmbedded) root.append(createStatusBar(), element('div', 'phone-home'));
  document.documentElement.classList.toggle('phone-embedded', isEmbedded);
  document.body.classList.toggle('phone-style-v2', app.style === 'v2');
  document.body.append(root);
  followPageHeight(pages);

  return {
    root,
    pages,
    navigationBar,
    tabBar,
    toast: createToast(root),
    errorBar: createErrorBar(root),
    statusBarHeight: isEmbedded ? STATUS_BAR_PX : 0,
    showPage({ window: page, canGoBack, tab }) {
      navigationBar.show({
        title: page.navigationBarTitleText ?? '',
        background: page.navigationBarBackgroundColor ?? '#000000',
        color: page.navigationBarTextStyle === 'black' ? '#000000' : '#ffffff',
        canGoBack,
      });
      navigationBar.setCustom(page.navigationStyle === 'custom');
      tabBar.select(tab);
      pages.style.setProperty('--page-background', page.backgroundColor ?? '#ffffff');
    },
    modal: (options) => showModal(root, options),
    actionSheet: (items, options) => showActionSheet(root, items, options),
    ask: (options) => showAskSheet(root, options),
    banner: (content, onTap) => showBanner(root, content, onTap),
  };
}

/** `vh` in WXSS counts from the page's area: the builder turned it into `--page-vh`. */
function followPageHeight(pages: HTMLElement): void {
  const write = () => {
    document.documentElement.style.setProperty('--page-vh', `${pages.clientHeight / 100}px`);
  };
  new ResizeObserver(write).observe(pages);
  write();
}
