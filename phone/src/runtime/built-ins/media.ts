import { addChild, type BuiltIn } from './built-in.ts';

/** `<canvas>`: takes its place on the page; drawing APIs are not supported. */
export const canvas: BuiltIn = {
  tag: 'canvas',
  properties: { type: String, canvasId: String, disableScroll: Boolean },
  mount(element) {
    addChild(element, 'canvas');
    return {};
  },
};

/** `<video>`: plays with the browser's own controls. */
export const video: BuiltIn = {
  tag: 'video',
  properties: {
    src: String,
    autoplay: Boolean,
    loop: Boolean,
    muted: Boolean,
    controls: { type: Boolean, value: true },
    poster: String,
  },
  mount(element, services) {
    const player = addChild(element, 'video');
    const write = (name: 'autoplay' | 'loop' | 'muted' | 'controls') => (on: unknown) => {
      player[name] = Boolean(on);
    };
    return {
      changed: {
        src: (source) => {
          if (source) player.src = services.resolveSource(String(source));
        },
        poster: (source) => {
          if (source) player.poster = services.resolveSource(String(source));
        },
        autoplay: write('autoplay'),
        loop: write('loop'),
        muted: write('muted'),
        controls: write('controls'),
      },
    };
  },
};

/** `<web-view>`: fills the page with another document. */
export const webView: BuiltIn = {
  tag: 'web-view',
  properties: { src: String },
  mount(element) {
    const frame = addChild(element, 'iframe');
    frame.title = '网页';
    return {
      changed: {
        src: (source) => {
          if (source) frame.src = String(source);
        },
      },
    };
  },
};
