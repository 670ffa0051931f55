import { isRecord } from '../easel/instance.ts';
import type { Router } from '../pages/router.ts';
import { asyncApi, numberOption, textOption } from './api.ts';

/** Moving between pages and inside one. */
export function createNavigationApis(router: Router) {
  const move = (name: 'redirectTo' | 'reLaunch' | 'switchTab') =>
    asyncApi(name, (options) => {
      router[name](textOption(options, 'url'));
      return undefined;
    });
  return {
    navigateTo: asyncApi('navigateTo', (options) => {
      const events = isRecord(options.events) ? options.events : {};
      return { eventChannel: router.navigateTo(textOption(options, 'url'), events) };
    }),
    redirectTo: move('redirectTo'),
    reLaunch: move('reLaunch'),
    switchTab: move('switchTab'),
    navigateBack: asyncApi('navigateBack', (options) => {
      router.navigateBack(numberOption(options, 'delta', 1));
      return undefined;
    }),
    pageScrollTo: asyncApi('pageScrollTo', (options) => {
      const page = router.top();
      const selector = textOption(options, 'selector');
      const target = selector === '' ? null : page?.scroller.querySelector(selector);
      const behavior = options.duration === 0 ? 'auto' : 'smooth';
      if (target) target.scrollIntoView({ behavior, block: 'start' });
      else page?.scroller.scrollTo({ top: numberOption(options, 'scrollTop', 0), behavior });
      return undefined;
    }),
    startPullDownRefresh: asyncApi('startPullDownRefresh', () => {
      router.top()?.call('onPullDownRefresh');
      return undefined;
    }),
    stopPullDownRefresh: asyncApi('stopPullDownRefresh', () => undefined),
  };
}
