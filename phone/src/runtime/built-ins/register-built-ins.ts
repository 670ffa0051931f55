import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';
import { addComponent } from '../easel/create-space.ts';
import { domOf, type Instance, isRecord } from '../easel/instance.ts';
import type { TemplateGroups } from '../program.ts';
import { playAnimation } from './animation.ts';
import {
  type BuiltIn,
  type BuiltInElement,
  type BuiltInServices,
  type Mounted,
  type PropertyType,
  rememberMounted,
} from './built-in.ts';
import { button } from './button.ts';
import { checkbox, checkboxGroup, radio, radioGroup } from './choices.ts';
import { containers } from './containers.ts';
import { form, label } from './form.ts';
import { icon } from './icon.ts';
import { coverImage, image } from './image.ts';
import { canvas, video, webView } from './media.ts';
import { navigator } from './navigator.ts';
import { picker } from './picker.ts';
import { richText } from './rich-text.ts';
import { scrollView } from './scroll-view.ts';
import { progress, slider, switchControl } from './sliders.ts';
import { swiper, swiperItem } from './swiper.ts';
import { input, textarea } from './text-fields.ts';

const BUILT_INS: readonly BuiltIn[] = [
  ...containers,
  button,
  checkbox,
  checkboxGroup,
  radio,
  radioGroup,
  form,
  label,
  icon,
  image,
  coverImage,
  canvas,
  video,
  webView,
  navigator,
  picker,
  richText,
  scrollView,
  progress,
  slider,
  switchControl,
  swiper,
  swiperItem,
  input,
  textarea,
];

/** Properties that every built-in has. */
const COMMON: Readonly<Record<string, PropertyType>> = {
  hidden: Boolean,
  hoverClass: { type: String, value: 'none' },
  hoverStartTime: Number,
  hoverStayTime: Number,
  hoverStopPropagation: Boolean,
  animation: null,
  ariaLabel: String,
  ariaRole: String,
  ariaHidden: null,
  ariaDisabled: null,
  ariaChecked: null,
  ariaModal: null,
  ariaLive: String,
  ariaLabelledby: String,
  ariaDescribedby: String,
  ariaBusy: null,
};

const COMMON_ATTRIBUTES: Readonly<Record<string, string>> = {
  hidden: 'hidden',
  ariaLabel: 'aria-label',
  ariaRole: 'role',
  ariaHidden: 'aria-hidden',
};

/** glass-easel keeps this class segment for temporary classes. */
const TEMPORARY_CLASS = 3;

/** Registers the built-in components; answers their definitions by tag. */
export function registerBuiltIns(
  space: CodeSpace,
  templates: TemplateGroups,
  services: BuiltInServices,
): Map<string, glassEasel.GeneralComponentDefinition> {
  return new Map(
    BUILT_INS.map((builtIn) => [builtIn.tag, register(builtIn, space, templates, services)]),
  );
}

function register(
  builtIn: BuiltIn,
  space: CodeSpace,
  templates: TemplateGroups,
  services: BuiltInServices,
): glassEasel.GeneralComponentDefinition {
  const codePath = `wx-built-in/${builtIn.tag}`;
  addComponent(space, codePath, { component: true }, templates, builtIn.tag);
  const properties = { ...COMMON, ...builtIn.properties };
  const attributes = {
    ...COMMON_ATTRIBUTES,
    ...Object.fromEntries((builtIn.reflected ?? []).map((name) => [name, kebab(name)])),
  };
  const mounted = new WeakMap<Instance, Mounted>();

  const changed = (self: Instance, name: string, value: unknown) => {
    const host = domOf(self._$);
    if (host === null) return;
    const attribute = attributes[name];
    if (attribute !== undefined) reflect(host, attribute, value);
    if (name === 'animation') playAnimation(host, value);
    mounted.get(self)?.changed?.[name]?.(value);
  };

  const definition = {
    properties,
    data: builtIn.data ?? {},
    observers: Object.fromEntries(
      Object.keys(properties).map((name) => [
        name,
        function (this: Instance, value: unknown) {
          changed(this, name, value);
        },
      ]),
    ),
    lifetimes: {
      attached(this: Instance) {
        const host = domOf(this._$);
        if (host === null) return;
        const element = createElement(builtIn.tag, this, host);
        showHover(element);
        const behaviour = builtIn.mount?.(element, services) ?? {};
        mounted.set(this, behaviour);
        rememberMounted(element, behaviour);
        for (const name of Object.keys(behaviour.changed ?? {}))
          changed(this, name, this.data[name]);
        // Only what is set: an element's own default role must stay.
        for (const name of Object.keys(attributes)) {
          if (this.data[name]) changed(this, name, this.data[name]);
        }
      },
      detached(this: Instance) {
        mounted.get(this)?.detached?.();
      },
    },
  };
  const builder = space.component(codePath);
  const type = builder.definition(
    definition as unknown as Parameters<typeof builder.definition>[0],
  );
  const registered = type.register() as unknown as { _$: glassEasel.GeneralComponentDefinition };
  return registered._$;
}

function createElement(tag: string, self: Instance, host: HTMLElement): BuiltInElement {
  const value = (name: string): unknown => self.data[name];
  return Object.freeze({
    tag,
    host,
    value,
    text: (name) => (value(name) === null || value(name) === undefined ? '' : String(value(name))),
    number: (name) => Number(value(name) ?? 0),
    flag: (name) => Boolean(value(name)),
    set: (values) => self.setData(values),
    emit: (name, detail, options) => self.triggerEvent(name, detail ?? {}, options ?? {}),
    onTap: (listener) => {
      self._$.addListener('tap', () => listener());
    },
    setHoverClass: (name) => self._$.setNodeClass(name, TEMPORARY_CLASS),
  } satisfies BuiltInElement);
}

function showHover(element: BuiltInElement): void {
  const clear = () => element.setHoverClass('');
  element.host.addEventListener('pointerdown', () => {
    const name = element.text('hoverClass');
    if (name !== '' && name !== 'none' && !element.flag('disabled')) element.setHoverClass(name);
  });
  for (const end of ['pointerup', 'pointerleave', 'pointercancel']) {
    element.host.addEventListener(end, clear);
  }
}

function reflect(host: HTMLElement, attribute: string, value: unknown): void {
  if (value === false || value === '' || value === null || value === undefined) {
    host.removeAttribute(attribute);
  } else if (!isRecord(value)) {
    host.setAttribute(attribute, value === true ? '' : String(value));
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
