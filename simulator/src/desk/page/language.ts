/** The language of the page, given to every part of it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Language, type TextName, texts, type Words } from './texts.ts';

/** The chosen language. */
export const LanguageContext = createContext<Language>('zh');

/** Says a text by name, or given words, in the chosen language. */
export interface Say {
  (text: TextName | Words): string;
  readonly language: Language;
}

/** Gives the page's own voice. */
export function useSay(): Say {
  const language = useContext(LanguageContext);
  const say = (text: TextName | Words): string =>
    typeof text === 'string' ? texts[text][language] : text[language];
  return Object.assign(say, { language });
}
