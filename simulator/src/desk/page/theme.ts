/** Light and dark: the system's choice until the user makes one. */
import { remember, remembered, watchMedia } from './browser.ts';

/** A colour scheme. */
export type Theme = 'light' | 'dark';

const dark = '(prefers-color-scheme: dark)';

/** The colour scheme in force. */
export function currentTheme(): Theme {
  const chosen = remembered('theme');
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia(dark).matches ? 'dark' : 'light';
}

/** Puts the scheme in force on the page. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = currentTheme();
}

/** Chooses a scheme, for this browser from now on. */
export function chooseTheme(theme: Theme): void {
  remember('theme', theme);
  applyTheme();
}

/** Calls back when the system's own choice changes. */
export function watchTheme(onChange: () => void): () => void {
  return watchMedia(dark, () => {
    applyTheme();
    onChange();
  });
}
