import type { BuiltIn } from './built-in.ts';

const NAVIGATION: Readonly<Record<string, string>> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
};

/** `<navigator>`: a link between pages. */
export const navigator: BuiltIn = {
  tag: 'navigator',
  properties: {
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    target: String,
    appId: String,
    path: String,
  },
  mount(element, services) {
    element.host.setAttribute('role', 'link');
    element.onTap(() => {
      const api = NAVIGATION[element.text('openType')];
      if (api === undefined) return;
      const options =
        api === 'navigateBack' ? { delta: element.number('delta') } : { url: element.text('url') };
      services.callWx(api, options).then(
        (result) => element.emit('success', result),
        (failure) => element.emit('fail', failure),
      );
    });
    return {};
  },
};
