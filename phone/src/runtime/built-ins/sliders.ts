import { addChild, type BuiltIn } from './built-in.ts';

/** `<switch>`. */
export const switchControl: BuiltIn = {
  tag: 'switch',
  properties: { checked: Boolean, disabled: Boolean, color: String, type: String, name: String },
  reflected: ['checked', 'disabled'],
  mount(element) {
    const knob = addChild(element, 'i');
    knob.setAttribute('aria-hidden', 'true');
    element.host.setAttribute('role', 'switch');
    const toggle = () => {
      if (element.flag('disabled')) return;
      const checked = !element.flag('checked');
      element.set({ checked });
      element.emit('change', { value: checked });
    };
    element.onTap(toggle);
    return {
      toggle,
      field: {
        value: () => element.flag('checked'),
        reset: () => element.set({ checked: false }),
      },
      changed: {
        checked: (on) => element.host.setAttribute('aria-checked', String(Boolean(on))),
        color: (color) => element.host.style.setProperty('--switch-color', String(color ?? '')),
      },
    };
  },
};

/** `<slider>`. */
export const slider: BuiltIn = {
  tag: 'slider',
  properties: {
    min: Number,
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: Number,
    disabled: Boolean,
    showValue: Boolean,
    name: String,
    activeColor: String,
    backgroundColor: String,
    blockSize: null,
    blockColor: null,
  },
  mount(element) {
    const range = addChild(element, 'input');
    range.type = 'range';
    range.addEventListener('input', (event) => {
      event.stopPropagation();
      element.emit('changing', { value: Number(range.value) });
    });
    range.addEventListener('change', (event) => {
      event.stopPropagation();
      element.set({ value: Number(range.value) });
      element.emit('change', { value: Number(range.value) });
    });
    const write = (name: 'min' | 'max' | 'step' | 'value') => (value: unknown) => {
      range[name] = String(value);
    };
    return {
      field: { value: () => element.number('value'), reset: () => element.set({ value: 0 }) },
      changed: {
        min: write('min'),
        max: write('max'),
        step: write('step'),
        value: write('value'),
        disabled: (on) => {
          range.disabled = Boolean(on);
        },
      },
    };
  },
};

/** `<progress>`. */
export const progress: BuiltIn = {
  tag: 'progress',
  properties: {
    percent: Number,
    showInfo: Boolean,
    strokeWidth: { type: null, value: 6 },
    color: String,
    activeColor: { type: String, value: '#09bb07' },
    backgroundColor: { type: String, value: '#ebebeb' },
    active: Boolean,
  },
  mount(element) {
    const track = addChild(element, 'div');
    const bar = document.createElement('div');
    track.append(bar);
    const draw = () => {
      track.style.background = element.text('backgroundColor');
      track.style.height = `${Number.parseInt(element.text('strokeWidth'), 10)}px`;
      bar.style.background = element.text('color') || element.text('activeColor');
      bar.style.width = `${element.number('percent')}%`;
      bar.style.height = '100%';
    };
    return {
      changed: { percent: draw, color: draw, activeColor: draw, backgroundColor: draw },
    };
  },
};
