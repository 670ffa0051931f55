import type { BuiltIn } from './built-in.ts';

/** `<scroll-view>`. */
export const scrollView: BuiltIn = {
  tag: 'scroll-view',
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    upperThreshold: { type: Number, value: 50 },
    lowerThreshold: { type: Number, value: 50 },
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: String,
    scrollWithAnimation: Boolean,
    enableBackToTop: Boolean,
    enableFlex: Boolean,
    scrollAnchoring: Boolean,
    refresherEnabled: Boolean,
    refresherThreshold: null,
    refresherDefaultStyle: null,
    refresherBackground: null,
    refresherTriggered: null,
    enhanced: Boolean,
    bounces: null,
    showScrollbar: null,
    pagingEnabled: null,
    fastDeceleration: null,
    usingSticky: null,
    type: null,
    throttle: null,
    enablePassive: null,
  },
  reflected: ['scrollX', 'scrollY'],
  mount(element) {
    const { host } = element;
    let lastTop = 0;
    host.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = host;
      const deltaY = lastTop - scrollTop;
      lastTop = scrollTop;
      element.emit('scroll', {
        scrollTop,
        scrollLeft,
        scrollHeight,
        scrollWidth,
        deltaX: 0,
        deltaY,
      });
      if (!element.flag('scrollY')) return;
      const below = scrollHeight - scrollTop - clientHeight;
      if (deltaY < 0 && below <= element.number('lowerThreshold')) {
        element.emit('scrolltolower', { direction: 'bottom' });
      }
      if (deltaY > 0 && scrollTop <= element.number('upperThreshold')) {
        element.emit('scrolltoupper', { direction: 'top' });
      }
    });
    return {
      changed: {
        scrollTop: (top) => {
          if (isPosition(top)) host.scrollTop = Number(top);
        },
        scrollLeft: (left) => {
          if (isPosition(left)) host.scrollLeft = Number(left);
        },
        scrollIntoView: (id) => {
          if (!id) return;
          // The element may be added by the same setData: look once the tree is drawn.
          requestAnimationFrame(() => {
            const target = host.querySelector(`[data-wx-id="${CSS.escape(String(id))}"]`);
            target?.scrollIntoView({ block: 'start' });
          });
        },
      },
    };
  },
};

function isPosition(value: unknown): boolean {
  return value !== '' && value !== null && value !== undefined;
}
