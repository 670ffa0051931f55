import { componentAt, instanceOf } from '../easel/instance.ts';
import { type BuiltIn, type BuiltInElement, builtInAt } from './built-in.ts';

/** `<form>`: collects the named fields below it, custom components with `wx://form-field` included. */
export const form: BuiltIn = { tag: 'form', properties: { reportSubmit: Boolean } };

/** `<label>`: a tap beside the control it holds operates that control. */
export const label: BuiltIn = {
  tag: 'label',
  properties: { for: String },
  mount(element) {
    element.host.addEventListener('click', (event) => {
      const control = element.host.querySelector('wx-checkbox, wx-radio, wx-switch');
      const isOnControl = event.target instanceof Node && control?.contains(event.target);
      if (control && !isOnControl) builtInAt(control)?.mounted.toggle?.();
    });
    return {};
  },
};

/** Emits `submit` with the values of all named fields. */
export function submitForm(element: BuiltInElement): void {
  const value: Record<string, unknown> = {};
  for (const field of fieldsOf(element)) value[field.name] = field.value();
  element.emit('submit', { value, formId: 'the formId is a mock one' });
}

/** Empties all named fields and emits `reset`. */
export function resetForm(element: BuiltInElement): void {
  for (const field of fieldsOf(element)) field.reset();
  element.emit('reset');
}

interface Field {
  readonly name: string;
  value(): unknown;
  reset(): void;
}

function fieldsOf({ host }: BuiltInElement): Field[] {
  return [...host.querySelectorAll('*')].flatMap((node): Field[] => {
    const builtIn = builtInAt(node);
    const field = builtIn?.mounted.field;
    if (builtIn !== undefined) {
      const name = builtIn.element.text('name');
      return field === undefined || name === '' ? [] : [{ name, ...field }];
    }
    const component = componentAt(node);
    const instance = component === null ? null : instanceOf(component);
    const name = instance?.data.name;
    if (instance === null || typeof name !== 'string' || name === '') return [];
    return [
      {
        name,
        value: () => instance.data.value,
        reset: () => instance.setData({ value: '' }),
      },
    ];
  });
}
