import type { Screen } from '../ui/screen.ts';
import type { ToastOptions } from '../ui/toast.ts';
import { ApiFailure, asyncApi, numberOption, type Options, textOption } from './api.ts';

/** Toasts, dialogs, action sheets and the bars of the screen. */
export function createFeedbackApis(screen: Screen) {
  const { toast, navigationBar, tabBar } = screen;
  const hideToast = () => {
    toast.hide();
    return undefined;
  };
  return {
    showToast: asyncApi('showToast', (options) => {
      toast.show({
        title: textOption(options, 'title'),
        icon: iconOption(options),
        durationMs: numberOption(options, 'duration', 1500),
        mask: options.mask === true,
        ...(typeof options.image === 'string' ? { image: options.image } : {}),
      });
      return undefined;
    }),
    hideToast: asyncApi('hideToast', hideToast),
    showLoading: asyncApi('showLoading', (options) => {
      const title = textOption(options, 'title');
      toast.show({ title, icon: 'loading', durationMs: 0, mask: options.mask === true });
      return undefined;
    }),
    hideLoading: asyncApi('hideLoading', hideToast),
    showModal: asyncApi('showModal', async (options) => {
      const { confirm, cancel, content } = await screen.modal(options);
      return { confirm, cancel, content };
    }),
    showActionSheet: asyncApi('showActionSheet', async (options) => {
      const { itemList, itemColor, alertText } = options;
      if (!Array.isArray(itemList)) throw new ApiFailure('parameter error: itemList');
      const tapIndex = await screen.actionSheet(itemList.map(String), {
        ...(typeof itemColor === 'string' ? { color: itemColor } : {}),
        ...(typeof alertText === 'string' ? { title: alertText } : {}),
      });
      if (tapIndex === null) throw new ApiFailure('cancel');
      return { tapIndex };
    }),
    setNavigationBarTitle: asyncApi('setNavigationBarTitle', (options) => {
      navigationBar.setTitle(textOption(options, 'title'));
      return undefined;
    }),
    setNavigationBarColor: asyncApi('setNavigationBarColor', (options) => {
      const { backgroundColor, frontColor } = options;
      navigationBar.setColors({
        ...(typeof backgroundColor === 'string' ? { background: backgroundColor } : {}),
        ...(typeof frontColor === 'string' ? { color: frontColor } : {}),
      });
      return undefined;
    }),
    showNavigationBarLoading: asyncApi('showNavigationBarLoading', () => {
      navigationBar.setLoading(true);
      return undefined;
    }),
    hideNavigationBarLoading: asyncApi('hideNavigationBarLoading', () => {
      navigationBar.setLoading(false);
      return undefined;
    }),
    setTabBarBadge: asyncApi('setTabBarBadge', (options) => {
      tabBar.setBadge(numberOption(options, 'index', 0), textOption(options, 'text'));
      return undefined;
    }),
    removeTabBarBadge: asyncApi('removeTabBarBadge', (options) => {
      tabBar.setBadge(numberOption(options, 'index', 0), null);
      return undefined;
    }),
  };
}

function iconOption(options: Options): NonNullable<ToastOptions['icon']> {
  const icon = options.icon;
  return icon === 'error' || icon === 'loading' || icon === 'none' ? icon : 'success';
}
