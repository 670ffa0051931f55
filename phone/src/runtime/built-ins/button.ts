import { type BuiltIn, builtInAt } from './built-in.ts';
import { resetForm, submitForm } from './form.ts';

/** `<button>`: submits and resets forms, and asks for the phone number. */
export const button: BuiltIn = {
  tag: 'button',
  properties: {
    type: String,
    size: String,
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    lang: String,
    sessionFrom: String,
    sendMessageTitle: String,
    sendMessagePath: String,
    sendMessageImg: String,
    appParameter: String,
    showMessageCard: null,
    activityType: null,
    entrancePath: null,
    needShowEntrance: null,
    phoneNumberNoQuotaToast: null,
  },
  reflected: ['type', 'size', 'plain', 'disabled', 'loading'],
  mount(element, services) {
    element.host.setAttribute('role', 'button');
    element.host.tabIndex = 0;
    element.onTap(() => {
      if (element.flag('disabled')) return;
      const host = element.host.parentElement?.closest('wx-form');
      const form = host ? builtInAt(host)?.element : undefined;
      const formType = element.text('formType');
      if (form !== undefined && formType === 'submit') submitForm(form);
      if (form !== undefined && formType === 'reset') resetForm(form);
      if (element.text('openType') === 'getPhoneNumber') {
        void services.getPhoneNumber().then((detail) => element.emit('getphonenumber', detail));
      }
    });
    return {};
  },
};
