import { language } from '../language/language.ts';
import { createPreference } from './create-preference.ts';

/** Light, dark, or as the system has it. */
export type Theme = 'system' | 'light' | 'dark';

const themes: readonly string[] = ['system', 'light', 'dark'] satisfies Theme[];

/** The theme that the person chose; default: the system's. */
export const theme = createPreference<Theme>(
  'theme',
  (value): value is Theme => themes.includes(value),
  () => 'system',
);

const darkSystem = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

/** Puts theme and language on the document, now and after every change. */
export function applyAppearance(): void {
  const apply = (): void => {
    const { documentElement: html } = document;
    html.setAttribute('theme-mode', isDark() ? 'dark' : 'light');
    html.lang = language.get() === 'zh' ? 'zh-CN' : 'en';
  };
  apply();
  theme.subscribe(apply);
  language.subscribe(apply);
  darkSystem().addEventListener('change', apply);
}

/** Whether the pages are dark at this moment. */
function isDark(): boolean {
  const chosen = theme.get();
  return chosen === 'dark' || (chosen === 'system' && darkSystem().matches);
}
