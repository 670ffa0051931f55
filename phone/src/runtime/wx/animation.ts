import { numberOption, type Options } from './api.ts';

interface Step {
  readonly type: string;
  readonly args: readonly unknown[];
}

/** What `wx.createAnimation` answers; every method but `export` answers the same object. */
export type WxAnimation = Readonly<Record<string, (...args: unknown[]) => unknown>>;

const TRANSFORMS = [
  'matrix',
  'matrix3d',
  'rotate',
  'rotate3d',
  'rotateX',
  'rotateY',
  'rotateZ',
  'scale',
  'scale3d',
  'scaleX',
  'scaleY',
  'scaleZ',
  'skew',
  'skewX',
  'skewY',
  'translate',
  'translate3d',
  'translateX',
  'translateY',
  'translateZ',
] as const;

const STYLES = {
  opacity: 'opacity',
  backgroundColor: 'background-color',
  width: 'width',
  height: 'height',
  top: 'top',
  right: 'right',
  bottom: 'bottom',
  left: 'left',
} as const;

/** `wx.createAnimation`: collects steps for the `animation` property of an element. */
export function createAnimation(defaults: Options = {}): WxAnimation {
  let current: Step[] = [];
  let actions: object[] = [];

  const transforms = TRANSFORMS.map((type): [string, WxAnimation[string]] => [
    type,
    (...args) => add({ type, args }),
  ]);
  const styles = Object.entries(STYLES).map(([name, property]): [string, WxAnimation[string]] => [
    name,
    (value) => {
      const isLength = typeof value === 'number' && property !== 'opacity';
      return add({ type: 'style', args: [property, isLength ? `${value}px` : String(value)] });
    },
  ]);
  const animation: WxAnimation = {
    ...Object.fromEntries([...transforms, ...styles]),
    step: (given) => {
      const options = { ...defaults, ...(given as Options | undefined) };
      const transition = {
        duration: numberOption(options, 'duration', 400),
        timingFunction: options.timingFunction ?? 'linear',
        delay: numberOption(options, 'delay', 0),
      };
      actions.push({ animates: current, option: { transition } });
      current = [];
      return animation;
    },
    export: () => {
      const exported = actions;
      actions = [];
      return { actions: exported };
    },
  };
  const add = (step: Step) => {
    current.push(step);
    return animation;
  };
  return animation;
}
