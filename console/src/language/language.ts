import { createPreference } from '../app/create-preference.ts';

/** The languages of the console. */
export type Language = 'zh' | 'en';

/** The chosen language; default: Chinese, unless the browser asks for other languages only. */
export const language = createPreference<Language>(
  'language',
  (value): value is Language => value === 'zh' || value === 'en',
  () => (navigator.languages.some((each) => each.startsWith('zh')) ? 'zh' : 'en'),
);
