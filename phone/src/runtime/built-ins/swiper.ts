import type { BuiltIn } from './built-in.ts';

const SWIPE_DISTANCE_PX = 40;

/** `<swiper-item>`. */
export const swiperItem: BuiltIn = { tag: 'swiper-item', properties: { itemId: String } };

/** `<swiper>`: swipes by finger or mouse, plays by itself, shows dots; vertical ones slide sideways too. */
export const swiper: BuiltIn = {
  tag: 'swiper',
  properties: {
    current: Number,
    autoplay: Boolean,
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    circular: Boolean,
    vertical: Boolean,
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0, 0, 0, .3)' },
    indicatorActiveColor: { type: String, value: '#000' },
    displayMultipleItems: null,
    previousMargin: String,
    nextMargin: String,
    snapToEdge: Boolean,
    easingFunction: String,
    currentItemId: String,
  },
  data: { track: '' },
  mount(element) {
    const { host } = element;
    const dots = host.querySelector(':scope > .dots');
    const count = () => host.querySelectorAll('wx-swiper-item').length;

    const draw = () => {
      const current = element.number('current');
      const duration = element.number('duration');
      element.set({
        track: `transform:translateX(${-100 * current}%);transition-duration:${duration}ms`,
      });
      dots?.replaceChildren(
        ...Array.from({ length: element.flag('indicatorDots') ? count() : 0 }, (_, index) => {
          const dot = document.createElement('i');
          const color = index === current ? 'indicatorActiveColor' : 'indicatorColor';
          dot.style.background = element.text(color);
          return dot;
        }),
      );
    };
    const go = (to: number, source: 'touch' | 'autoplay') => {
      if (to === element.number('current')) return;
      element.set({ current: to });
      element.emit('change', { current: to, source });
    };

    let timer = 0;
    const play = () => {
      window.clearInterval(timer);
      if (!element.flag('autoplay')) return;
      timer = window.setInterval(() => {
        if (count() > 1) go((element.number('current') + 1) % count(), 'autoplay');
      }, element.number('interval'));
    };

    let fromX: number | null = null;
    host.addEventListener('pointerdown', ({ clientX }) => {
      fromX = clientX;
    });
    host.addEventListener('pointerup', ({ clientX }) => {
      if (fromX === null) return;
      const distance = clientX - fromX;
      fromX = null;
      if (Math.abs(distance) < SWIPE_DISTANCE_PX) return;
      const to = element.number('current') + (distance < 0 ? 1 : -1);
      const last = count() - 1;
      const around = to < 0 ? last : to > last ? 0 : to;
      go(element.flag('circular') ? around : Math.min(last, Math.max(0, to)), 'touch');
    });
    // Items are drawn after their swiper: the dots need their number.
    requestAnimationFrame(draw);
    return {
      changed: { current: draw, indicatorDots: draw, autoplay: play, interval: play },
      detached: () => window.clearInterval(timer),
    };
  },
};
