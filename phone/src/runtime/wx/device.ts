import type { Screen } from '../ui/screen.ts';
import { asyncApi, textOption } from './api.ts';

/** Small things of the device: clipboard, vibration, keyboard, update manager, logs. */
export function createDeviceApis(screen: Screen) {
  let clipboard = '';
  const nothing = () => undefined;
  return {
    setClipboardData: asyncApi('setClipboardData', (options) => {
      clipboard = textOption(options, 'data');
      screen.toast.show({ title: '内容已复制' });
      return undefined;
    }),
    getClipboardData: asyncApi('getClipboardData', () => ({ data: clipboard })),
    vibrateShort: asyncApi('vibrateShort', nothing),
    vibrateLong: asyncApi('vibrateLong', nothing),
    hideKeyboard: asyncApi('hideKeyboard', () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return undefined;
    }),
    nextTick: (callback: () => void) => queueMicrotask(callback),
    getUpdateManager: () => ({
      onCheckForUpdate: nothing,
      onUpdateReady: nothing,
      onUpdateFailed: nothing,
      applyUpdate: nothing,
    }),
    getLogManager: () => console,
    getRealtimeLogManager: () => console,
    reportEvent: nothing,
    env: { USER_DATA_PATH: 'wxfile://usr' },
  };
}
