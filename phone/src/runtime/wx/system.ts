import type { Screen } from '../ui/screen.ts';
import { asyncApi } from './api.ts';

/** The base library whose behaviour the phone follows. */
const SDK_VERSION = '3.8.0';
const CAPSULE = { width: 86, height: 32, top: 6, right: 7 } as const;
const NAVIGATION_BAR_PX = 44;

/** What the mini-program may ask about the phone, WeChat and itself. */
export function createSystemApis(screen: Screen, appid: string, launch: () => object) {
  const getWindowInfo = () => {
    const { statusBarHeight } = screen;
    const bottom = innerHeight - safeBottom();
    return {
      pixelRatio: devicePixelRatio,
      screenWidth: innerWidth,
      screenHeight: innerHeight,
      windowWidth: innerWidth,
      windowHeight: screen.pages.clientHeight,
      statusBarHeight,
      screenTop: statusBarHeight + NAVIGATION_BAR_PX,
      safeArea: {
        left: 0,
        right: innerWidth,
        top: statusBarHeight,
        bottom,
        width: innerWidth,
        height: bottom - statusBarHeight,
      },
    };
  };
  const getAppBaseInfo = () => ({
    SDKVersion: SDK_VERSION,
    version: '8.0.50',
    language: 'zh_CN',
    theme: 'light',
    enableDebug: false,
    fontSizeSetting: 16,
    host: { env: 'WeChat' },
  });
  // The platform WeChat's own simulator reports, so that code for real phones can tell.
  const getDeviceInfo = () => ({
    brand: 'devtools',
    model: 'phone',
    system: 'iOS 17.0',
    platform: 'devtools',
  });
  const getSystemInfoSync = () => ({ ...getWindowInfo(), ...getAppBaseInfo(), ...getDeviceInfo() });
  return {
    getWindowInfo,
    getAppBaseInfo,
    getDeviceInfo,
    getSystemInfoSync,
    getSystemInfo: asyncApi('getSystemInfo', getSystemInfoSync),
    getSystemInfoAsync: asyncApi('getSystemInfoAsync', getSystemInfoSync),
    getSystemSetting: () => ({
      bluetoothEnabled: false,
      locationEnabled: false,
      wifiEnabled: true,
    }),
    getAppAuthorizeSetting: () => ({}),
    getMenuButtonBoundingClientRect: () => {
      const top = screen.statusBarHeight + CAPSULE.top;
      const right = innerWidth - CAPSULE.right;
      const { width, height } = CAPSULE;
      return { width, height, top, right, bottom: top + height, left: right - width };
    },
    getAccountInfoSync: () => ({
      miniProgram: { appId: appid, envVersion: 'develop', version: '' },
    }),
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    getNetworkType: asyncApi('getNetworkType', () => ({ networkType: 'wifi', signalStrength: 4 })),
  };
}

function safeBottom(): number {
  const style = getComputedStyle(document.documentElement);
  return Number.parseFloat(style.getPropertyValue('--safe-area-inset-bottom')) || 0;
}
