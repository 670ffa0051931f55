import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { domOf } from './instance.ts';

/** Adds to every element what WeChat's have: `rpx` in inline styles and an id that CSS can find. */
export function patchElements(): void {
  convertInlineRpx();
  writeIdsToDom();
}

/** Converts `rpx` of an inline style: the screen is 750 rpx wide. */
function convertRpx(style: string): string {
  return style.replace(/(-?\d*\.?\d+)rpx\b/g, 'calc($1 * 100vw / 750)');
}

function convertInlineRpx(): void {
  const { prototype } = glassEasel.Element;
  const setNodeStyle = prototype.setNodeStyle;
  prototype.setNodeStyle = function (style, segment) {
    setNodeStyle.call(this, typeof style === 'string' ? convertRpx(style) : style, segment);
  };
}

/**
 * Ids go into `data-wx-id`, not `id`: two components may use the same one. The builder turns the
 * `#id` of a style sheet into a match on this attribute.
 */
function writeIdsToDom(): void {
  const { prototype } = glassEasel.Element;
  const inherited = Object.getOwnPropertyDescriptor(prototype, 'id');
  if (inherited?.set === undefined) throw new Error('glass-easel: Element.id is no accessor');
  const setId = inherited.set;
  Object.defineProperty(prototype, 'id', {
    ...inherited,
    set(this: glassEasel.Element, id: unknown) {
      setId.call(this, id);
      const dom = domOf(this);
      if (id) dom?.setAttribute('data-wx-id', String(id));
      else dom?.removeAttribute('data-wx-id');
    },
  });
}
