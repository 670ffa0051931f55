import { addChild, type BuiltIn } from './built-in.ts';

/** `<image>`. */
export const image = imageLike('image');
/** `<cover-image>`. */
export const coverImage = imageLike('cover-image');

function imageLike(tag: string): BuiltIn {
  return {
    tag,
    properties: {
      src: String,
      mode: { type: String, value: 'scaleToFill' },
      lazyLoad: Boolean,
      webp: Boolean,
      showMenuByLongpress: Boolean,
    },
    reflected: ['mode'],
    mount(element, services) {
      const picture = addChild(element, 'img');
      picture.draggable = false;
      picture.alt = '';
      picture.addEventListener('load', () =>
        element.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight }),
      );
      picture.addEventListener('error', () =>
        element.emit('error', { errMsg: `GET ${picture.src} failed` }),
      );
      return {
        changed: {
          src: (source) => {
            if (source) picture.src = services.resolveSource(String(source));
            else picture.removeAttribute('src');
          },
        },
      };
    },
  };
}
