import { element } from './element.ts';

/** Wider than this a window is no phone. */
const WIDEST_PHONE_PX = 500;

/** How the phone's screen is being shown. */
export type Placement =
  /** A desktop window of its own: draw a phone and put the screen into it. */
  | 'desktop'
  /** Inside another page, e.g. the desk: draw status bar and home indicator. */
  | 'embedded'
  /** A real phone's browser, or a window of its width: both are there already. */
  | 'phone';

/** Finds out where this document is shown. */
export function findPlacement(): Placement {
  if (window.top !== window) return 'embedded';
  return window.innerWidth > WIDEST_PHONE_PX ? 'desktop' : 'phone';
}

/** Draws a phone with this same page as its screen; `vw` then means the phone's width. */
export function showDeviceFrame(): void {
  document.documentElement.classList.add('phone-desktop');
  const screen = element('iframe', 'phone-device-screen', {
    title: document.title || '手机',
    src: location.href,
  });
  document.body.append(element('div', 'phone-device', {}, screen));
}
