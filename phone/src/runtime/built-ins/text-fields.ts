import {
  addChild,
  type BuiltIn,
  type BuiltInElement,
  type Mounted,
  type PropertyType,
} from './built-in.ts';

const PROPERTIES: Readonly<Record<string, PropertyType>> = {
  value: null,
  name: String,
  type: { type: String, value: 'text' },
  password: Boolean,
  placeholder: String,
  placeholderStyle: String,
  placeholderClass: String,
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  focus: Boolean,
  autoFocus: Boolean,
  confirmType: String,
  confirmHold: Boolean,
  cursor: Number,
  cursorSpacing: Number,
  cursorColor: null,
  selectionStart: Number,
  selectionEnd: Number,
  adjustPosition: null,
  holdKeyboard: null,
  alwaysEmbed: null,
  autoHeight: Boolean,
  fixed: Boolean,
  showConfirmBar: null,
  disableDefaultPadding: null,
  autoFill: null,
  safePasswordCertPath: null,
  safePasswordLength: null,
  safePasswordTimeStamp: null,
  safePasswordNonce: null,
  safePasswordSalt: null,
  safePasswordCustomHash: null,
};

/** `<input>`. */
export const input: BuiltIn = {
  tag: 'input',
  properties: PROPERTIES,
  mount(element) {
    const box = addChild(element, 'input');
    box.addEventListener('keydown', ({ key }) => {
      if (key !== 'Enter') return;
      element.emit('confirm', { value: box.value }, { bubbles: true });
      if (!element.flag('confirmHold')) box.blur();
    });
    const showType = () => {
      box.type = element.flag('password') ? 'password' : 'text';
      box.inputMode = keyboardFor(element.text('type'));
    };
    return field(element, box, { type: showType, password: showType });
  },
};

/** `<textarea>`. */
export const textarea: BuiltIn = {
  tag: 'textarea',
  properties: PROPERTIES,
  mount: (element) => field(element, addChild(element, 'textarea'), {}),
};

function field(
  element: BuiltInElement,
  box: HTMLInputElement | HTMLTextAreaElement,
  changed: Mounted['changed'],
): Mounted {
  const emit = (name: string, detail: object) => element.emit(name, detail, { bubbles: true });
  box.addEventListener('input', (event) => {
    event.stopPropagation();
    const { value } = box;
    // Setting the property is what moves the page's data under `model:value`.
    if (element.text('value') !== value) element.set({ value });
    emit('input', { value, cursor: box.selectionStart ?? value.length, keyCode: 0 });
  });
  // The native event would reach the page's own bindchange with the wrong detail.
  box.addEventListener('change', (event) => event.stopPropagation());
  box.addEventListener('focus', () => emit('focus', { value: box.value, height: 0 }));
  box.addEventListener('blur', () => emit('blur', { value: box.value, cursor: 0 }));
  if (element.flag('autoFocus')) box.focus();
  return {
    field: { value: () => element.text('value'), reset: () => element.set({ value: '' }) },
    changed: {
      ...changed,
      value: (value) => {
        const text = value === null || value === undefined ? '' : String(value);
        if (box.value !== text) box.value = text;
      },
      placeholder: (text) => {
        box.placeholder = String(text);
      },
      disabled: (on) => {
        box.disabled = Boolean(on);
      },
      maxlength: (length) => {
        if (Number(length) >= 0) box.maxLength = Number(length);
        else box.removeAttribute('maxlength');
      },
      focus: (on) => {
        if (on) box.focus();
      },
    },
  };
}

function keyboardFor(type: string): string {
  if (type === 'digit') return 'decimal';
  return type === 'number' || type === 'idcard' ? 'numeric' : 'text';
}
