import { type BuiltIn, type BuiltInElement, builtInAt, type Mounted } from './built-in.ts';

type Kind = 'checkbox' | 'radio';

/** `<checkbox>`. */
export const checkbox = choice('checkbox');
/** `<radio>`. */
export const radio = choice('radio');
/** `<checkbox-group>`: its value is the list of checked values. */
export const checkboxGroup = group('checkbox');
/** `<radio-group>`: its value is that of the checked radio. */
export const radioGroup = group('radio');

function choice(kind: Kind): BuiltIn {
  return {
    tag: kind,
    properties: { value: String, checked: Boolean, disabled: Boolean, color: String },
    reflected: ['checked', 'disabled'],
    mount(element): Mounted {
      element.host.setAttribute('role', kind);
      const toggle = () => {
        if (element.flag('disabled')) return;
        const host = element.host.parentElement?.closest(`wx-${kind}-group`);
        const around = host ? builtInAt(host)?.element : undefined;
        if (kind === 'radio' && around !== undefined) {
          for (const other of choicesIn(around, kind)) {
            if (other.host !== element.host) other.set({ checked: false });
          }
        }
        element.set({ checked: kind === 'radio' || !element.flag('checked') });
        if (around !== undefined) {
          around.emit('change', { value: groupValue(around, kind) });
        }
      };
      element.onTap(toggle);
      return {
        toggle,
        changed: {
          checked: (on) => element.host.setAttribute('aria-checked', String(Boolean(on))),
          color: (color) => element.host.style.setProperty('--choice-color', String(color ?? '')),
        },
      };
    },
  };
}

function group(kind: Kind): BuiltIn {
  return {
    tag: `${kind}-group`,
    properties: { name: String },
    mount: (element) => ({
      field: {
        value: () => groupValue(element, kind),
        reset: () => {
          for (const item of choicesIn(element, kind)) item.set({ checked: false });
        },
      },
    }),
  };
}

function groupValue(element: BuiltInElement, kind: Kind): string | string[] {
  const checked = choicesIn(element, kind)
    .filter((item) => item.flag('checked'))
    .map((item) => item.text('value'));
  return kind === 'radio' ? (checked[0] ?? '') : checked;
}

function choicesIn({ host }: BuiltInElement, kind: Kind): BuiltInElement[] {
  return [...host.querySelectorAll(`wx-${kind}`)].flatMap((node) => {
    const found = builtInAt(node);
    return found === undefined ? [] : [found.element];
  });
}
