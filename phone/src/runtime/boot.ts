import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { type AppHolder, defineGlobals } from './define-globals.ts';
import { createProgramSpace, type ProgramSpace } from './easel/create-space.ts';
import { createHost } from './host/host.ts';
import { keepConsole } from './host/keep-console.ts';
import { askPhoneNumber } from './host/phone-number.ts';
import { createMessageWatch } from './host/watch-messages.ts';
import { createPage } from './pages/page.ts';
import { parsePageUrl } from './pages/page-url.ts';
import { createRouter, type Router } from './pages/router.ts';
import type { Program, WindowConfig } from './program.ts';
import { createSourceResolver } from './resolve-source.ts';
import { showConsoleSheet } from './ui/console-sheet.ts';
import { findPlacement, showDeviceFrame } from './ui/device-frame.ts';
import { createScreen, type Screen } from './ui/screen.ts';
import { watchErrors } from './watch-errors.ts';
import { type AppEvents, createAppEvents } from './wx/app-events.ts';
import { createWx, type Wx } from './wx/create-wx.ts';

/** Starts the mini-program in this document. */
export function boot(program: Program): void {
  const placement = findPlacement();
  if (placement === 'desktop') {
    showDeviceFrame();
    return;
  }
  const host = createHost(program.app.window?.navigationBarTitleText ?? '小程序');
  const kept = keepConsole(host.reportConsole);
  const launched = readLaunchOptions(program);
  const events = createAppEvents();
  // Everything below calls back into what is made after it; none of it runs before the launch.
  let space: ProgramSpace;
  let wx: Wx;
  const screen = createScreen(program.app, placement, {
    goBack: () => callWx(wx, 'navigateBack', {}),
    openTab: (route, index, text) => openTab(router, route, index, text),
    openMenu: () =>
      void openMenu(screen, host.openid, {
        messages: () => messages.showList(),
        console: () => showConsoleSheet(screen.root, kept.lines()),
      }),
    relaunch: () => relaunch(program, router),
  });
  const report = watchErrors(screen, () => app.instance, events);
  const router = createRouter(program, {
    create: (url, channel) => {
      const window = windowOf(program, url.route);
      const surroundings = { program: space, area: screen.pages, window, onError: report };
      return createPage(url, surroundings, channel);
    },
    dress: ({ route }, canGoBack, tab) =>
      screen.showPage({ window: windowOf(program, route), canGoBack, tab }),
    remember: (url) => history.replaceState(null, '', `#${url}`),
  });
  const messages = createMessageWatch(host, screen, (page) => openFromMessage(router, page));
  wx = createWx({
    program,
    host,
    screen,
    router,
    events,
    launchOptions: () => launched,
    watchMessages: () => messages.start(),
    comeBack: (options) => {
      const shown = { ...launched, ...options };
      callApp(app, 'onShow', shown, report);
      events.fire('AppShow', shown);
      router.top()?.call('onShow');
    },
  });
  space = createProgramSpace(program, {
    resolveSource: createSourceResolver(host, () => router.top()?.route ?? ''),
    callWx: (name, options) => callWx(wx, name, options),
    getPhoneNumber: () => askPhoneNumber(host, screen),
  });
  const app = defineGlobals(program, space, wx, router.stack);
  glassEasel.addGlobalErrorListener((error) => {
    report(error);
    return false;
  });

  program.loadApp();
  for (const component of Object.values(program.components)) component.load();
  launch(launched, router, app, events, report);
}

/** What `App.onLaunch` and `wx.getLaunchOptionsSync` tell. */
interface LaunchOptions {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly scene: number;
  readonly referrerInfo: object;
}

function launch(
  options: LaunchOptions,
  router: Router,
  app: AppHolder,
  events: AppEvents,
  report: (error: unknown) => void,
): void {
  callApp(app, 'onLaunch', options, report);
  callApp(app, 'onShow', options, report);
  router.launch({ route: options.path, query: options.query });
  document.addEventListener('visibilitychange', () => {
    const page = router.top();
    if (document.hidden) {
      page?.call('onHide');
      callApp(app, 'onHide', undefined, report);
      events.fire('AppHide', {});
    } else {
      callApp(app, 'onShow', options, report);
      events.fire('AppShow', options);
      page?.call('onShow');
    }
  });
}

/** The page in the address, so that a reload stays there; else the entry page. */
function readLaunchOptions(program: Program): LaunchOptions {
  const remembered = parsePageUrl(decodeURI(location.hash.slice(1)), '');
  const { route, query } = program.pages.includes(remembered.route)
    ? remembered
    : parsePageUrl(entryOf(program), '');
  return { path: route, query, scene: 1001, referrerInfo: {} };
}

function entryOf({ app, pages }: Program): string {
  return `/${app.entryPagePath ?? pages[0] ?? ''}`;
}

function callApp(
  { instance }: AppHolder,
  hook: string,
  argument: unknown,
  report: (error: unknown) => void,
): void {
  const method = instance?.[hook];
  if (typeof method !== 'function') return;
  try {
    const result: unknown = method.call(instance, argument);
    if (result instanceof Promise) result.catch(report);
  } catch (error) {
    report(error);
  }
}

function windowOf({ app, components }: Program, route: string): WindowConfig {
  return { ...app.window, ...components[route]?.json };
}

function callWx(
  wx: Wx,
  name: string,
  options: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const api = wx[name];
  return typeof api === 'function' ? Promise.resolve(api(options)) : Promise.resolve();
}

function openTab(router: Router, route: string, index: number, text: string): void {
  router.switchTab(`/${route}`);
  router.top()?.call('onTabItemTap', { index: String(index), pagePath: route, text });
}

/** A message opens its page; over a page of the tab bar, or too many, it starts anew there. */
function openFromMessage(router: Router, url: string): void {
  try {
    router.navigateTo(url);
  } catch {
    router.reLaunch(url);
  }
}

/** The capsule's ring closes a mini-program on a phone; here it starts it again from its entry. */
function relaunch(program: Program, router: Router): void {
  router.reLaunch(entryOf(program));
}

async function openMenu(
  screen: Screen,
  openid: string,
  show: { readonly messages: () => Promise<void>; readonly console: () => void },
): Promise<void> {
  const items = ['服务通知', '控制台', '重新进入小程序'];
  const chosen = await screen.actionSheet(items, { title: `当前用户 ${openid}` });
  if (chosen === 0) await show.messages();
  if (chosen === 1) show.console();
  if (chosen !== 2) return;
  location.hash = '';
  location.reload();
}
