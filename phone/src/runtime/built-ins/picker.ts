import { isRecord } from '../easel/instance.ts';
import type { BuiltIn } from './built-in.ts';

/** `<picker>`: mode `selector` only, shown as an action sheet. */
export const picker: BuiltIn = {
  tag: 'picker',
  properties: {
    mode: { type: String, value: 'selector' },
    range: null,
    rangeKey: String,
    value: null,
    start: String,
    end: String,
    fields: String,
    disabled: Boolean,
    name: String,
    headerText: String,
  },
  mount(element, services) {
    element.onTap(() => {
      if (element.flag('disabled')) return;
      const mode = element.text('mode');
      if (mode !== 'selector') {
        console.warn(`<picker mode="${mode}"> is not supported by the phone`);
        return;
      }
      const range = element.value('range');
      const itemList = (Array.isArray(range) ? range : []).map((item: unknown) => {
        const key = element.text('rangeKey');
        return String(isRecord(item) && key !== '' ? item[key] : item);
      });
      services.callWx('showActionSheet', { itemList }).then(
        (result) => {
          const value = isRecord(result) ? result.tapIndex : undefined;
          element.set({ value });
          element.emit('change', { value });
        },
        () => element.emit('cancel'),
      );
    });
    return {
      field: { value: () => element.value('value'), reset: () => element.set({ value: null }) },
    };
  },
};
